// Turns messages into elements. Text only ever becomes text: nothing is parsed as HTML.

export const texts = await (await fetch('/texts.vi.json', { credentials: 'same-origin' })).json();

export function say(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

/** An element; properties are set, "class", "data-" and "aria-" ones as attributes. */
export function el(name, props = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === 'class' || key === 'role' || key === 'for' || key.includes('-')) element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children.filter(c => c !== null));
  return element;
}

const Command = /(^|[\s(])(\/[a-z]{2,16})(?![\w/])/g;

/** A bot's text with its spans (ordered, nested, never crossing; UTF-16 units, as in JavaScript). */
export function body(text, spans, onCommand) {
  const root = document.createDocumentFragment();
  fill(root, 0, text.length, spans ?? []);
  return root;

  function fill(parent, start, end, inside) {
    let at = start;
    for (let i = 0; i < inside.length;) {
      const span = inside[i];
      const spanEnd = Math.min(span.o + span.l, end);
      const nested = [];
      for (i++; i < inside.length && inside[i].o < spanEnd; i++) nested.push(inside[i]);
      const piece = text.slice(at, span.o);
      plain(parent, span.k === 'quote' ? piece.replace(/\n{1,2}$/, '') : piece);
      parent.append(...wrap(span, spanEnd, nested));
      at = spanEnd;
    }
    plain(parent, text.slice(at, end));
  }

  function wrap(span, end, nested) {
    if (span.k === 'quote') {
      const quote = el('blockquote');
      fill(quote, span.o, end, nested);
      return [quote];
    }
    if (span.k === 'code') {
      const code = text.slice(span.o, end);
      return [el('code', {}, code), copyButton(code)];
    }
    const strong = el('strong');
    fill(strong, span.o, end, nested);
    return [strong];
  }

  // A quotation is a block: the line ends around it would be empty lines.
  function plain(parent, piece) {
    if (parent.lastChild?.nodeName === 'BLOCKQUOTE') piece = piece.replace(/^\n{1,2}/, '');
    let at = 0;
    for (const match of onCommand ? piece.matchAll(Command) : []) {
      const from = match.index + match[1].length;
      parent.append(piece.slice(at, from), el('button', { type: 'button', class: 'command', onclick: () => onCommand(match[2]) }, match[2]));
      at = from + match[2].length;
    }
    parent.append(piece.slice(at));
  }
}

function copyButton(code) {
  const icon = () => document.getElementById('copy-icon').content.cloneNode(true);
  const label = say(texts.copyLabel, { code });
  const button = el('button', { type: 'button', class: 'copy', 'aria-label': label, title: label }, icon());
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(code);
      button.replaceChildren('✓');
      button.setAttribute('aria-label', texts.copied);
      setTimeout(() => { button.replaceChildren(icon()); button.setAttribute('aria-label', label); }, 3000);
    } catch {
      // No clipboard without https: the code is marked, for the keyboard or a long touch.
      getSelection().selectAllChildren(button.previousSibling);
    }
  };
  return button;
}

const two = n => String(n).padStart(2, '0');

export const clock = ms => { const d = new Date(ms); return `${d.getHours()}:${two(d.getMinutes())}`; };

/** "Hôm nay", "Hôm qua", "Thứ Hai, 15/6/2026" */
export function day(ms) {
  const date = new Date(ms);
  const start = d => new Date(d.getFullYear(), d.getMonth(), d.getDate());
  const ago = Math.round((start(new Date()) - start(date)) / 86_400_000);
  if (ago === 0) return texts.today;
  if (ago === 1) return texts.yesterday;
  return `${texts.days[date.getDay()]}, ${date.getDate()}/${date.getMonth() + 1}/${date.getFullYear()}`;
}

const comma = n => n.toFixed(1).replace('.', ',').replace(',0', '');

export const size = bytes => bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${comma(bytes / 1_000_000)} MB`;

export const degrees = n => n.toFixed(5).replace('.', ',');
