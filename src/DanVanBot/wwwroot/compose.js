// The input: a text that grows, files with their previews, Enter to send.

import { keep } from './api.js';
import { newId } from './outbox.js';
import { el, say, size, texts } from './render.js';

const MaxFiles = 10;
const MaxBytes = 20 * 1024 * 1024;
const ShrinkAbove = 1_000_000;
const LongestSide = 2048;

export class Composer {
  #input = document.getElementById('input');
  #tray = document.getElementById('tray');
  #files = [];
  #on;

  /** on: send(items), notice(text) */
  constructor(on) {
    this.#on = on;
    const form = document.getElementById('composer');
    const picker = document.getElementById('files');
    this.#input.value = keep.get('draft') ?? '';
    this.#input.addEventListener('input', () => this.#changed());
    this.#input.addEventListener('keydown', e => {
      // While an input method composes a letter (Telex, VNI), Enter belongs to it.
      if (e.key !== 'Enter' || e.shiftKey || e.isComposing || e.keyCode === 229) return;
      e.preventDefault();
      form.requestSubmit();
    });
    this.#input.addEventListener('paste', e => e.clipboardData.files.length && this.#take(e.clipboardData.files));
    form.addEventListener('submit', e => { e.preventDefault(); this.#send(); });
    document.getElementById('attach').addEventListener('click', () => picker.click());
    picker.addEventListener('change', () => { this.#take(picker.files); picker.value = ''; });
    addEventListener('dragover', e => e.preventDefault());
    addEventListener('drop', e => { e.preventDefault(); this.#take(e.dataTransfer.files); });
    this.#changed();
  }

  focus() { this.#input.focus({ preventScroll: true }); }

  get hasFiles() { return this.#files.length > 0; }

  #changed() {
    keep.set('draft', this.#input.value);
    this.#input.style.height = 'auto';
    this.#input.style.height = `${this.#input.scrollHeight + 2}px`;
  }

  #take(files) {
    for (const file of files) {
      if (this.#files.length === MaxFiles) { this.#on.notice(texts.tooMany); break; }
      if (file.size > MaxBytes && !file.type.startsWith('image/')) { this.#on.notice(texts.errors['too-large']); continue; }
      this.#files.push({ file, url: file.type.startsWith('image/') ? URL.createObjectURL(file) : null });
    }
    this.#draw();
    this.focus();
  }

  #draw() {
    this.#tray.hidden = this.#files.length === 0;
    this.#tray.replaceChildren(...this.#files.map(entry => {
      const remove = el('button', { type: 'button', class: 'icon', 'aria-label': say(texts.remove, { name: entry.file.name }) }, '×');
      remove.onclick = () => {
        if (entry.url) URL.revokeObjectURL(entry.url);
        this.#files = this.#files.filter(f => f !== entry);
        this.#draw();
        this.focus();
      };
      const picture = entry.url ? el('img', { src: entry.url, alt: '', width: 56, height: 56 }) : null;
      picture?.addEventListener('error', () => picture.remove());
      return el('li', {}, picture,
        el('span', { class: 'name' }, entry.file.name), el('span', { class: 'size' }, size(entry.file.size)), remove);
    }));
  }

  async #send() {
    const text = this.#input.value.trim();
    const files = this.#files;
    if (!text && files.length === 0) return;
    this.#files = [];
    this.#input.value = '';
    this.#changed();
    this.#draw();
    this.focus();
    const at = Date.now();
    if (files.length === 0) {
      this.#on.send([{ id: newId(), at, text }]);
      return;
    }
    const album = files.length > 1 ? newId() : null;
    const items = [];
    for (const [i, { file, url }] of files.entries()) {
      const small = await shrink(file);
      if (url) URL.revokeObjectURL(url);
      if (small.size > MaxBytes) { this.#on.notice(texts.errors['too-large']); continue; }
      items.push({ id: newId(), at, file: small, name: file.name, album, text: i === 0 ? text : '', done: 0 });
    }
    if (items.length) this.#on.send(items);
    else if (text) { this.#input.value = text; this.#changed(); }
  }
}

/** Large photos are made smaller before they go over a slow line; redrawing also leaves out where and with what they were taken. */
async function shrink(file) {
  if (file.size < ShrinkAbove || !/^image\/(jpeg|png|webp)$/.test(file.type) || !window.createImageBitmap) return file;
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, LongestSide / Math.max(bitmap.width, bitmap.height));
    const canvas = el('canvas', { width: Math.round(bitmap.width * scale), height: Math.round(bitmap.height * scale) });
    const context = canvas.getContext('2d');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise(resolve => canvas.toBlob(resolve, 'image/jpeg', 0.85));
    return blob && blob.size < file.size ? new File([blob], file.name, { type: 'image/jpeg' }) : file;
  } catch {
    return file;
  }
}
