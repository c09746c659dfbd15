// Starts the page and ties its parts together.

import { Refused, get, post, role } from './api.js';
import { Composer } from './compose.js';
import { Live } from './live.js';
import { LogView } from './log.js';
import { Outbox, newId } from './outbox.js';
import { el, say, texts } from './render.js';

const $ = id => document.getElementById(id);
const scroller = $('scroll');
const BusyAfter = 2000;
const BusyAtMost = 60_000;

// ---- what the page says of itself ----

let stateTimer = 0;
function setState(state) {
  clearTimeout(stateTimer);
  const show = () => { $('state').dataset.state = state; $('state-text').textContent = texts.states[state]; };
  // A connection that is back within two seconds was never gone for the person.
  if (state === 'online' || navigator.onLine === false) show();
  else if ($('state').dataset.state !== state) stateTimer = setTimeout(show, 2000);
}

let noticeTimer = 0;
function notice(text) {
  $('notice').textContent = text;
  $('notice').hidden = false;
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(() => { $('notice').hidden = true; }, 8000);
}

let busyTimer = 0;
function busy(delay) {
  clearTimeout(busyTimer);
  busyTimer = setTimeout(() => {
    $('busy').textContent = texts.busy;
    busyTimer = setTimeout(idle, BusyAtMost);
  }, delay);
}
function idle() {
  clearTimeout(busyTimer);
  $('busy').textContent = '';
}

// ---- scrolling: to what is new, but never past its beginning, and never away from what is being read ----

const isAtEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 140;
const toEnd = () => {
  scroller.scrollTop = scroller.scrollHeight;
  scrollTo(0, document.body.scrollHeight); // only where the window is too low for all of it
  $('latest').hidden = true;
};
scroller.addEventListener('scroll', () => { if (isAtEnd()) $('latest').hidden = true; }, { passive: true });
$('latest').addEventListener('click', toEnd);
new ResizeObserver(() => { if (wasAtEnd) toEnd(); }).observe(scroller);
let wasAtEnd = true;
scroller.addEventListener('scroll', () => { wasAtEnd = isAtEnd(); }, { passive: true });

let anchor = null; // the first new message since the person last spoke
let left = 0;      // where we left the scroll then; elsewhere means that the person moved it
const mayMove = () => isAtEnd() || anchor !== null && Math.abs(scroller.scrollTop - left) < 4;
function reveal(node) {
  anchor ??= node;
  toEnd();
  scroller.scrollTop = Math.min(scroller.scrollTop, anchor.offsetTop - 12);
  left = scroller.scrollTop;
}

// ---- the parts ----

const outbox = new Outbox({
  change: item => { view.show(item); },
  taken: item => { view.show(item); setState('online'); busy(BusyAfter); },
  state: setState,
  stranger: begin,
});

const view = new LogView($('log'), {
  press: (data, of, label) => speak([{ id: newId(), at: Date.now(), press: { data, of }, label }]),
  command: text => speak([{ id: newId(), at: Date.now(), text }]),
  locate,
  retry: item => outbox.retry(item),
  discard: item => { outbox.settle(item.id); view.drop(item.id); },
});

const live = new Live({
  cursor: () => view.last,
  entry: receive,
  typing: () => busy(0),
  state: state => { setState(state); if (state === 'online') outbox.wake(); },
  stranger: async () => { if (await begin()) live.start(); },
});

const composer = new Composer({ send: speak, notice });

function speak(items) {
  anchor = null;
  for (const item of items) outbox.add(item);
  toEnd();
}

function receive(entry) {
  const moves = mayMove();
  const node = view.add(entry);
  if (entry.id) outbox.settle(entry.id);
  if (entry.by === 'bot') idle();
  if (!node) return;
  if (entry.by === 'me') { if (moves) toEnd(); }
  else if (moves) reveal(node);
  else $('latest').hidden = false;
}

function locate(button) {
  if (button.getAttribute('aria-disabled') === 'true') return;
  const done = () => {
    button.textContent = texts.askLocation;
    button.removeAttribute('aria-busy');
    button.removeAttribute('aria-disabled');
  };
  button.textContent = texts.locating;
  button.setAttribute('aria-busy', 'true');
  button.setAttribute('aria-disabled', 'true');
  if (!navigator.geolocation) { done(); notice(texts.noLocation); return; }
  navigator.geolocation.getCurrentPosition(
    at => { done(); speak([{ id: newId(), at: Date.now(), place: { lat: at.coords.latitude, lon: at.coords.longitude } }]); },
    () => { done(); notice(texts.noLocation); },
    { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 });
}

// ---- head of the page ----

function head(session) {
  $('office').textContent = document.title = say(texts.title, { office: session.office.name });
  if (session.office.phone) {
    $('call').href = `tel:${session.office.phone.replace(/[^\d+]/g, '')}`;
    $('call').setAttribute('aria-label', say(texts.call, { phone: session.office.phone }));
    $('call').hidden = false;
  }
  if (!session.trialRoles.length || $('roles').querySelector('a')) return;
  for (const name of ['citizen', ...session.trialRoles]) {
    const isHere = name === (role || 'citizen');
    $('roles').append(el('a', { href: name === 'citizen' ? '/' : `/?vai=${name}`, 'aria-current': isHere ? 'page' : null }, texts.roles[name] ?? name));
  }
  $('roles').hidden = false;
}

const themes = ['auto', 'light', 'dark'];
const themeNow = () => document.documentElement.dataset.theme ?? 'auto';
const nameTheme = () => { $('theme').setAttribute('aria-label', texts.themes[themeNow()]); $('theme').title = texts.themes[themeNow()]; };
$('theme').addEventListener('click', () => {
  const next = themes[(themes.indexOf(themeNow()) + 1) % themes.length];
  if (next === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  try { localStorage.setItem('danvan.theme', next); } catch { /* not kept */ }
  nameTheme();
});
nameTheme();

// ---- older messages ----

$('older').addEventListener('click', async () => {
  const height = scroller.scrollHeight;
  try {
    const page = await get('/chat/log', { before: view.first });
    view.addOlder(page.entries);
    $('older').hidden = !page.more;
    scroller.scrollTop += scroller.scrollHeight - height;
    if (!page.more) scroller.focus({ preventScroll: true });
  } catch (error) {
    notice(error instanceof Refused ? error.message : texts.states.offline);
  }
});

addEventListener('beforeunload', e => { if (outbox.hasFiles || composer.hasFiles) e.preventDefault(); });

// ---- the beginning ----

/** Makes us known to the server (again); in a trial role it starts the trial. */
async function begin() {
  try {
    const session = await get('/chat/session');
    head(session);
    if (!session.known) await post('/chat/trial', { role });
    return session;
  } catch (error) {
    if (error instanceof Refused && !error.passes) notice(error.message);
    return null;
  }
}

async function start() {
  for (let wait = 1000; ; wait = Math.min(wait * 2, 30_000)) {
    try {
      const session = await get('/chat/session');
      head(session);
      if (!session.known || role && session.last === 0) await post('/chat/trial', { role });
      const page = await get('/chat/log');
      page.entries.forEach(entry => { view.add(entry); if (entry.id) outbox.settle(entry.id); });
      $('older').hidden = !page.more;
      break;
    } catch (error) {
      if (error instanceof Refused && !error.passes) { notice(error.message); return; }
      setState(error instanceof Refused ? 'down' : 'offline');
      await new Promise(resolve => {
        setTimeout(resolve, wait);
        addEventListener('online', resolve, { once: true });
      });
    }
  }
  setState('online');
  toEnd();
  // What was said before is not read out again; what comes from now on is.
  requestAnimationFrame(() => $('log').setAttribute('aria-live', 'polite'));
  outbox.restore();
  if (view.isEmpty && !role) outbox.add({ id: 'start', at: Date.now(), text: '/start' });
  live.start();
  if (matchMedia('(pointer: fine)').matches) composer.focus();
}

start();
