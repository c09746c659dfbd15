// What the person said and the server does not have yet. Each item has an id made here: sent again after a lost answer, it counts once.
// Texts survive a reload; files are kept in memory only.

import { Refused, keep, post, upload } from './api.js';

export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

export class Outbox {
  #items = [];
  #on;
  #isRunning = false;
  #wake = null;

  /** on: change(item), taken(item), state('offline' | 'down'), stranger() → Promise */
  constructor(on) {
    this.#on = on;
    addEventListener('online', () => this.wake());
  }

  get hasFiles() { return this.#items.some(i => i.file && !i.isTaken); }

  /** What an earlier page could not send. */
  restore() {
    let kept = [];
    try { kept = JSON.parse(keep.get('outbox') ?? '[]'); } catch { /* not ours */ }
    for (const item of kept) this.add(item);
  }

  /** item: { id, at, text | press | place | file, … } */
  add(item) {
    this.#items.push(item);
    this.#save();
    this.#on.change(item);
    this.#run();
  }

  /** The log shows it: done. */
  settle(id) {
    this.#items = this.#items.filter(i => i.id !== id);
    this.#save();
  }

  retry(item) {
    item.failed = null;
    this.#on.change(item);
    this.#run();
  }

  /** Tries at once what is waiting for its time. */
  wake() { this.#wake?.(); }

  async #run() {
    if (this.#isRunning) return;
    this.#isRunning = true;
    let wait = 1000;
    for (let item; (item = this.#items.find(i => !i.isTaken && !i.failed));) {
      try {
        await this.#send(item);
        item.isTaken = true;
        wait = 1000;
        this.#save();
        this.#on.taken(item);
      } catch (error) {
        item.isSending = false;
        if (error instanceof Refused && error.status === 401 && await this.#on.stranger()) continue;
        if (error instanceof Refused && !error.passes) {
          item.failed = error.message || ' ';
          this.#save();
          this.#on.change(item);
          continue;
        }
        const isRefused = error instanceof Refused;
        item.note = isRefused ? error.message : '';
        this.#on.change(item);
        if (!isRefused || error.status >= 500) this.#on.state(isRefused ? 'down' : 'offline');
        await new Promise(resolve => {
          this.#wake = resolve;
          setTimeout(resolve, Math.max(wait, error.retryAfter ?? 0));
        });
        wait = Math.min(wait * 2, 30_000);
      }
    }
    this.#isRunning = false;
  }

  async #send(item) {
    item.isSending = true;
    item.note = '';
    this.#on.change(item);
    const { id, text, press, place } = item;
    if (!item.file) return post('/chat/say', { id, text, press, place });
    const form = new FormData();
    form.append('id', id);
    if (item.album) form.append('album', item.album);
    if (text) form.append('caption', text);
    form.append('file', item.file, item.name);
    return upload('/chat/file', form, done => { item.done = done; this.#on.change(item); });
  }

  #save() {
    const waiting = this.#items.filter(i => !i.file && !i.isTaken);
    keep.set('outbox', waiting.length ? JSON.stringify(waiting.map(({ id, at, text, press, place, label }) => ({ id, at, text, press, place, label }))) : '');
  }
}
