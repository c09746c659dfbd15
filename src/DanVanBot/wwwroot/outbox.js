// What the person said and the server does not have yet. Each item has an id made here: sent again after a lost answer, it counts once.
// Texts survive a reload, each under a key of its own: tabs share the storage, and none may write over what another still has to send.
// Files are kept in memory only.

import { Refused, keep, post, upload } from './api.js';

const KEPT = 'outbox/';

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
    const kept = [];
    for (const name of keep.names(KEPT)) {
      try { kept.push(JSON.parse(keep.get(name))); } catch { /* not ours */ }
    }
    kept.sort((a, b) => a.at - b.at).forEach(item => this.add(item));
  }

  /** item: { id, at, text | press | place | file, … } */
  add(item) {
    this.#items.push(item);
    const { id, at, text, press, place, label } = item;
    if (!item.file) keep.set(KEPT + id, JSON.stringify({ id, at, text, press, place, label }));
    this.#on.change(item);
    this.#run();
  }

  /** The log shows it: done. */
  settle(id) {
    this.#items = this.#items.filter(i => i.id !== id);
    keep.set(KEPT + id, '');
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
        keep.set(KEPT + item.id, '');
        this.#on.taken(item);
      } catch (error) {
        item.isSending = false;
        if (error instanceof Refused && error.status === 401 && await this.#on.stranger()) continue;
        if (error instanceof Refused && !error.passes) {
          item.failed = error.message || ' ';
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
}
