// Keeps the page up to date: Server-Sent Events, and where these do not get through, long polls.
// The cursor is the page's: whatever breaks, it goes on after the last entry it has.

import { Refused, address, get } from './api.js';

const DeadAfter = 40_000; // the server beats every 15 s
const RestAfter = 60_000; // a page nobody looks at lets its connection go

export class Live {
  #on;
  #source = null;
  #poll = null;
  #watchdog = 0;
  #again = 0;
  #rest = 0;
  #wait = 1000;

  /** on: cursor(), entry(e), typing(), state('online' | 'offline' | 'down') */
  constructor(on) {
    this.#on = on;
    addEventListener('online', () => this.start());
    addEventListener('offline', () => this.#lost('offline'));
    addEventListener('pagehide', () => this.stop());
    addEventListener('pageshow', e => e.persisted && this.start());
    document.addEventListener('visibilitychange', () => {
      clearTimeout(this.#rest);
      if (document.hidden) this.#rest = setTimeout(() => this.stop(), RestAfter);
      else if (!this.#source && !this.#poll) this.start();
    });
  }

  start() {
    this.stop();
    if (!('EventSource' in window)) { this.#startPolling(); return; }
    const source = this.#source = new EventSource(address('/chat/stream', { after: this.#on.cursor() }));
    source.onmessage = e => { this.#alive(); this.#on.entry(JSON.parse(e.data)); };
    source.addEventListener('beat', () => this.#alive());
    source.addEventListener('typing', () => { this.#alive(); this.#on.typing(); });
    // Too many tabs: the newer ones have the streams, this one polls for a while.
    source.addEventListener('bye', () => { this.#wait = 2000; this.#startPolling(); });
    // Reconnecting is ours, not the browser's: ours waits as long as it should and says what it does.
    source.onerror = () => this.#startPolling();
    this.#watch();
  }

  stop() {
    clearTimeout(this.#watchdog);
    clearTimeout(this.#again);
    this.#source?.close();
    this.#poll?.abort();
    this.#source = this.#poll = null;
  }

  #alive() {
    this.#wait = 1000;
    this.#on.state('online');
    this.#watch();
  }

  #watch() {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.start(), DeadAfter);
  }

  #lost(state) {
    this.stop();
    this.#on.state(navigator.onLine === false ? 'offline' : state);
    this.#again = setTimeout(() => this.start(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, 30_000);
  }

  // One short poll tells why the stream broke. While streams are refused (too many tabs, a proxy that cuts them), polls go on.
  async #startPolling() {
    this.stop();
    const poll = this.#poll = new AbortController();
    const begun = performance.now();
    try {
      for (let wait = 0; performance.now() - begun < 60_000; wait = 25) {
        const asked = performance.now();
        const page = await get('/chat/log', { after: this.#on.cursor(), wait }, poll.signal);
        if (poll.signal.aborted) return;
        page.entries.forEach(e => this.#on.entry(e));
        this.#on.state('online');
        if (wait === 0 && this.#wait === 1000) break;
        // Answered early with nothing: another tab asks too. A breath, so that the two do not chase each other.
        if (wait > 0 && !page.entries.length && performance.now() - asked < 5000) await new Promise(r => setTimeout(r, 5000));
        if (poll.signal.aborted) return;
      }
      if (this.#wait < 30_000) this.#wait *= 2;
      this.#poll = null;
      this.#again = setTimeout(() => this.start(), 500);
    } catch (error) {
      if (poll.signal.aborted) return;
      if (error instanceof Refused && error.status === 401) { this.#on.stranger(); return; }
      this.#lost(error instanceof Refused ? (error.status === 429 ? 'online' : 'down') : 'offline');
    }
  }
}
