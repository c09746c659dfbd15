// The conversation on the page: entries of the log in order of their numbers, below them what waits to be sent.

import { address } from './api.js';
import { body, clock, day, degrees, el, say, size, texts } from './render.js';

const Together = 5 * 60_000;
// The page says hello by itself; nobody typed that.
const isGreeting = said => said.text === '/start';
const nonceOf = data => data?.startsWith('a:') ? Number(data.split(':')[1]) : null;

export class LogView {
  first = 0;
  last = 0;
  #root;
  #waiting = el('div', { class: 'waiting' });
  #on;
  #shown = new Map();    // number → { entry, node }
  #items = new Map();    // id of a message of ours that is not in the log yet → { item, node }
  #inLog = new Set();    // ids of ours the log has: the stream may be faster than the answer to the post
  #previews = new Map(); // id → picture we still hold, so that it is not fetched again
  #buttons = [];
  #newestNonce = 0;

  /** on: press(data, of, label), command(text), locate(node), retry(item), discard(item) */
  constructor(root, on) {
    this.#root = root;
    this.#on = on;
    root.append(this.#waiting);
  }

  get isEmpty() { return this.last === 0; }

  /** A new entry at the end; returns its element, or null where there is nothing to see. */
  add(entry) {
    if (entry.n <= this.last) return null;
    this.last = entry.n;
    if (!this.first) this.first = entry.n;
    const node = this.#make(entry);
    if (entry.id) {
      this.#inLog.add(entry.id);
      this.drop(entry.id);
    }
    if (node) {
      this.#waiting.before(node);
      this.#join(node);
    }
    this.#update();
    return node;
  }

  /** Older entries, oldest first. */
  addOlder(entries) {
    if (!entries.length) return;
    const next = this.#root.firstElementChild;
    for (const entry of entries) {
      const node = this.#make(entry);
      if (node) { next.before(node); this.#join(node); }
    }
    this.first = entries[0].n;
    this.#join(next);
    this.#update();
  }

  /** Something that waits to be sent, or what became of it. */
  show(item) {
    if (this.#inLog.has(item.id) || isGreeting(item)) return;
    const known = this.#items.get(item.id);
    if (!known) {
      const preview = item.file && item.file.type.startsWith('image/') ? URL.createObjectURL(item.file) : null;
      if (preview) this.#previews.set(item.id, preview);
      const node = this.#own({ ...item, by: 'me', text: item.label ?? item.text ?? '' }, preview);
      node.append(el('p', { class: 'fate' }));
      this.#waiting.append(node);
      this.#items.set(item.id, { item, node });
      if (item.press) this.#update();
    }
    this.#fate(item, this.#items.get(item.id).node);
    if (item.failed && item.press) this.#update();
  }

  /** It is in the log now, or was given up. */
  drop(id) {
    this.#items.get(id)?.node.remove();
    this.#items.delete(id);
  }

  #make(entry) {
    if (entry.replaces) {
      const original = this.#shown.get(entry.replaces);
      this.#shown.set(entry.n, original);
      if (original?.node) original.node.querySelector('.bubble').replaceWith(this.#bubble(entry, original.entry.n));
      return null;
    }
    const node = entry.by === 'me'
      ? (isGreeting(entry) ? null : this.#own(entry, this.#previews.get(entry.id)))
      : el('div', { class: 'entry bot' }, this.#bubble(entry, entry.n), this.#time(entry));
    this.#shown.set(entry.n, { entry, node });
    if (node) { node.dataset.at = entry.at; node.dataset.by = entry.by; node.id = `n${entry.n}`; }
    return node;
  }

  #own(entry, preview) {
    const bubble = el('div', { class: 'bubble' }, el('span', { class: 'hidden' }, `${texts.me}: `));
    const files = entry.file ? [{ name: entry.name, size: entry.file.size, type: entry.file.type }] : entry.files ?? [];
    files.forEach((file, i) => bubble.append(this.#file(file, preview ?? (entry.n && address(`/chat/file/${entry.n}/${i}`)))));
    if (entry.place) bubble.append(say(texts.place, { lat: degrees(entry.place.lat), lon: degrees(entry.place.lon) }));
    bubble.append(entry.text || (entry.press ? texts.chosen : ''));
    // Only what the bot says is read out; who typed it knows it.
    return el('div', { class: 'entry me', 'aria-live': 'off' }, bubble, this.#time(entry));
  }

  #bubble(entry, number) {
    const bubble = el('div', { class: 'bubble' }, el('span', { class: 'hidden' }, `${texts.bot}: `));
    if (entry.text) bubble.append(el('div', { class: 'text' }, body(entry.text, entry.spans, command => this.#on.command(command))));
    entry.files?.forEach((file, i) => bubble.append(this.#file(file, address(`/chat/file/${entry.n}/${i}`))));
    this.#buttons = this.#buttons.filter(b => b.number !== number);
    const choices = (entry.buttons ?? []).map(b => this.#choice(b, number));
    if (entry.ask === 'location') {
      const locate = el('button', { type: 'button', class: 'choice locate' }, texts.askLocation);
      locate.onclick = () => this.#on.locate(locate);
      this.#buttons.push({ node: locate, number, data: null, nonce: Infinity, label: null });
      choices.unshift(locate);
    }
    if (choices.length) bubble.append(el('div', { class: 'choices' }, ...choices));
    return bubble;
  }

  #choice(button, number) {
    if (button.url) {
      const isWeb = button.url.startsWith('http');
      return el('a', { class: 'choice', href: button.url, rel: 'noopener noreferrer', target: isWeb ? '_blank' : null }, button.label);
    }
    const node = el('button', { type: 'button', class: 'choice' }, button.label);
    node.onclick = () => node.getAttribute('aria-disabled') !== 'true' && this.#on.press(button.data, number, button.label);
    const nonce = nonceOf(button.data);
    this.#newestNonce = Math.max(this.#newestNonce, nonce ?? 0);
    this.#buttons.push({ node, number, data: button.data, nonce, label: button.label });
    return node;
  }

  #file(file, source) {
    if (source && /^image\/(jpeg|png|webp|gif)$/.test(file.type)) {
      const picture = el('img', { src: source, alt: texts.photo, loading: 'lazy', decoding: 'async', width: 240, height: 180 });
      return String(source).startsWith('blob:')
        ? el('span', { class: 'picture' }, picture)
        : el('a', { class: 'picture', href: source, target: '_blank', 'aria-label': say(texts.photoLabel, { name: file.name }) }, picture);
    }
    const label = say(texts.fileLabel, { name: file.name, size: size(file.size) });
    const parts = [el('span', { class: 'name' }, file.name), el('span', { class: 'size' }, size(file.size))];
    return source ? el('a', { class: 'file', href: source, download: file.name, 'aria-label': label }, ...parts) : el('span', { class: 'file' }, ...parts);
  }

  #time(entry) {
    return el('time', { class: 'time', dateTime: new Date(entry.at).toISOString() }, clock(entry.at));
  }

  // Days get a line; what one side says in one go stands together, with the time below the last.
  #join(node) {
    if (!node?.dataset.at) return;
    const before = node.previousElementSibling;
    const at = Number(node.dataset.at);
    const title = day(at);
    const isNewDay = !before || day(Number(before.dataset.at)) !== title;
    node.querySelector('.day')?.remove();
    if (isNewDay) node.prepend(el('h2', { class: 'day' }, title));
    const follows = !isNewDay && before.dataset.by === node.dataset.by && at - Number(before.dataset.at) < Together;
    before?.classList.toggle('followed', follows);
  }

  // A question's buttons die when it was answered: one of them was pressed, a newer question is open, or the person said something and the bot
  // went on (it asks again, with buttons, when the question is still open). Buttons that belong to no question live for ever.
  #update() {
    const pressed = new Map();
    const note = press => press?.of && pressed.set(press.of, press.data);
    const entries = [...this.#shown.values()].flatMap(known => known ? [known.entry] : []);
    entries.forEach(e => note(e.press));
    for (const { item } of this.#items.values()) if (!item.failed) note(item.press);
    const lastOfBot = Math.max(0, ...entries.filter(e => e.by === 'bot').map(e => e.n));
    const answered = Math.max(0, ...entries.filter(e => e.by === 'me' && e.n < lastOfBot).map(e => e.n));
    for (const { node, number, data, nonce, label } of this.#buttons) {
      if (nonce === null) continue;
      const isDead = nonce < this.#newestNonce || number < answered || pressed.has(number);
      if (isDead) node.setAttribute('aria-disabled', 'true');
      else if (data || node.getAttribute('aria-busy') !== 'true') node.removeAttribute('aria-disabled');
      if (!data) continue;
      const isChosen = pressed.get(number) === data;
      node.classList.toggle('chosen', isChosen);
      if (isChosen) node.setAttribute('aria-label', `${label}, ${texts.chosen}`);
      else node.removeAttribute('aria-label');
    }
  }

  #fate(item, node) {
    const line = node.querySelector('.fate');
    node.classList.toggle('failed', Boolean(item.failed));
    if (item.failed) {
      line.replaceChildren(
        `${texts.failed} ${item.failed} `,
        el('button', { type: 'button', class: 'command', onclick: () => this.#on.retry(item) }, texts.retry), ' ',
        el('button', { type: 'button', class: 'command', onclick: () => this.#on.discard(item) }, texts.discard));
      return;
    }
    const percent = item.file && item.isSending && item.done < 1 ? Math.round(item.done * 100) : null;
    line.textContent = item.isTaken ? texts.sent
      : percent !== null ? say(texts.progress, { percent })
      : item.isSending ? texts.sending
      : item.note || texts.waiting;
    let bar = node.querySelector('progress');
    if (percent === null) bar?.remove();
    else {
      if (!bar) line.before(bar = el('progress', { max: 100, 'aria-label': texts.sending }));
      bar.value = percent;
    }
  }
}
