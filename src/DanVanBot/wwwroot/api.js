// Calls to the server. Every refusal has a code and a sentence for the person.

export const role = (new URLSearchParams(location.search).get('vai') ?? '').replace(/[^a-z]/g, '');

/** Storage that may be missing (private windows): then nothing is kept, and nothing breaks. */
export const keep = {
  get(name) { try { return localStorage.getItem(`danvan.${name}.${role}`); } catch { return null; } },
  /** The names that are kept and begin so. */
  names(prefix) {
    const [head, tail] = [`danvan.${prefix}`, `.${role}`];
    try {
      return Object.keys(localStorage).filter(k => k.startsWith(head) && k.endsWith(tail)).map(k => k.slice('danvan.'.length, -tail.length));
    } catch { return []; }
  },
  set(name, value) {
    try {
      if (value) localStorage.setItem(`danvan.${name}.${role}`, value);
      else localStorage.removeItem(`danvan.${name}.${role}`);
    } catch { /* full or closed */ }
  },
};

/** The server said no. */
export class Refused extends Error {
  constructor(status, body) {
    super(body?.message ?? '');
    this.status = status;
    this.code = body?.error ?? '';
    this.retryAfter = (body?.retryAfter ?? 0) * 1000;
  }

  /** Worth repeating: too fast, or the server is not well. */
  get passes() { return this.status === 429 || this.status >= 500; }
}

export function address(path, params = {}) {
  const url = new URL(path, location.origin);
  if (role) url.searchParams.set('vai', role);
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  return url;
}

export async function get(path, params, signal) {
  return read(await fetch(address(path, params), { signal, cache: 'no-store' }));
}

// A request on a connection that died without a word would never end, and everything behind it would wait: it is given up and, with its id, sent again.
const PATIENCE = 10_000;

export async function post(path, body) {
  return read(await fetch(address(path), {
    method: 'POST',
    signal: AbortSignal.timeout(PATIENCE),
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  }));
}

/** fetch cannot tell how much has gone up, XMLHttpRequest can. */
export function upload(path, form, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address(path));
    request.responseType = 'json';
    request.upload.onprogress = e => e.lengthComputable && onProgress(e.loaded / e.total);
    request.onerror = request.ontimeout = request.onabort = () => reject(new TypeError('network'));
    request.onload = () => request.status === 200 ? resolve(request.response) : reject(new Refused(request.status, request.response));
    request.send(form);
  });
}

async function read(response) {
  if (response.ok) return response.json();
  let body = null;
  try { body = await response.json(); } catch { /* something between us and the server answered */ }
  throw new Refused(response.status, body);
}
