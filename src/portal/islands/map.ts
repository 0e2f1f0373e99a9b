/**
 * A map of units as one stop for the keyboard: arrows go to the unit that lies in that direction, Enter opens it. The
 * name and value of a unit show when it is pointed at; buttons zoom, dragging moves what is zoomed.
 */

interface View {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const maxZoom = 16;

export function enableMap(map: HTMLElement): void {
  const svg = map.querySelector('svg');
  if (svg === null) return;
  const links = [...svg.querySelectorAll<SVGAElement>('a')];
  const tip = document.createElement('p');
  tip.className = 'tip';
  tip.hidden = true;
  map.append(tip);
  const show = (link: SVGAElement | undefined): void => {
    tip.hidden = link === undefined;
    tip.textContent = link?.querySelector('title')?.textContent ?? '';
  };
  enableKeyboard(links, show);
  svg.addEventListener('pointermove', ({ target }) => {
    show(target instanceof Element ? (target.closest<SVGAElement>('a') ?? undefined) : undefined);
  });
  svg.addEventListener('pointerleave', () => show(undefined));
  enableZoom(map, svg);
}

function enableKeyboard(links: SVGAElement[], show: (link: SVGAElement | undefined) => void): void {
  links[0]?.setAttribute('tabindex', '0');
  const directions: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
  };
  for (const link of links) {
    link.addEventListener('focus', () => {
      for (const other of links) other.setAttribute('tabindex', other === link ? '0' : '-1');
      show(link);
    });
    link.addEventListener('blur', () => show(undefined));
    link.addEventListener('keydown', (event) => {
      const direction = directions[event.key];
      if (direction === undefined) return;
      event.preventDefault();
      nearest(link, links, direction)?.focus();
    });
  }
}

/** The next one in a direction; what lies aside counts as farther. */
function nearest(
  from: SVGAElement,
  links: SVGAElement[],
  [dx, dy]: readonly [number, number],
): SVGAElement | undefined {
  const [x, y] = middleOf(from);
  let [found, best]: [SVGAElement | undefined, number] = [undefined, Number.POSITIVE_INFINITY];
  for (const link of links) {
    const [otherX, otherY] = middleOf(link);
    const ahead = (otherX - x) * dx + (otherY - y) * dy;
    const aside = Math.abs((otherX - x) * dy) + Math.abs((otherY - y) * dx);
    if (link === from || ahead <= aside / 2) continue;
    const distance = ahead + 2 * aside;
    if (distance < best) [found, best] = [link, distance];
  }
  return found;
}

function middleOf(link: SVGAElement): [number, number] {
  const { x, y, width, height } = link.getBBox();
  return [x + width / 2, y + height / 2];
}

function enableZoom(map: HTMLElement, svg: SVGSVGElement): void {
  const { x, y, width, height } = svg.viewBox.baseVal;
  const whole: View = { x, y, width, height };
  let view = whole;
  const set = (next: View): void => {
    view = next;
    svg.setAttribute('viewBox', `${next.x} ${next.y} ${next.width} ${next.height}`);
  };
  const zoom = (factor: number): void => {
    const size = Math.min(Math.max(view.width / factor, whole.width / maxZoom), whole.width);
    const share = size / whole.width;
    const next = { width: size, height: whole.height * share };
    set(
      inside(whole, {
        ...next,
        x: view.x + (view.width - next.width) / 2,
        y: view.y + (view.height - next.height) / 2,
      }),
    );
  };
  const buttons = document.createElement('div');
  buttons.className = 'buttons';
  buttons.append(
    button('+', map.dataset['zoomIn'] ?? '', () => zoom(1.6)),
    button('−', map.dataset['zoomOut'] ?? '', () => zoom(1 / 1.6)),
    button('⤢', map.dataset['reset'] ?? '', () => set(whole)),
  );
  map.append(buttons);
  let dragged = false;
  let last: PointerEvent | undefined;
  svg.addEventListener('pointerdown', (event) => {
    dragged = false;
    last = view.width < whole.width ? event : undefined;
  });
  svg.addEventListener('pointermove', (event) => {
    if (last === undefined || event.buttons === 0) return;
    const scale = view.width / svg.clientWidth;
    const [dx, dy] = [event.clientX - last.clientX, event.clientY - last.clientY];
    if (Math.abs(dx) + Math.abs(dy) < 3 && !dragged) return;
    dragged = true;
    last = event;
    set(inside(whole, { ...view, x: view.x - dx * scale, y: view.y - dy * scale }));
  });
  // What was dragged is not opened.
  svg.addEventListener('click', (event) => dragged && event.preventDefault(), true);
  svg.addEventListener('dragstart', (event) => event.preventDefault());
}

function inside(whole: View, { x, y, width, height }: View): View {
  return {
    x: Math.min(Math.max(x, whole.x), whole.x + whole.width - width),
    y: Math.min(Math.max(y, whole.y), whole.y + whole.height - height),
    width,
    height,
  };
}

function button(text: string, label: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  made.setAttribute('aria-label', label);
  made.addEventListener('click', press);
  return made;
}
