/** A value of an attribute; `false` and `undefined` leave it out, `true` sets it empty. */
export type AttributeValue = string | number | boolean | undefined;

/** Attributes by name. There is no `style`: the content security policy forbids it. */
export type Attributes = Readonly<Record<string, AttributeValue>> & { readonly style?: never };

/** What an element holds: elements, texts, or nothing. Texts stay texts, whatever is in them. */
export type Child = Node | string | undefined;

const svgNamespace = 'http://www.w3.org/2000/svg';

/** Makes an HTML element. */
export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  return fill(document.createElement(name), attributes, children);
}

/** Makes an SVG element. */
export function svg<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Name] {
  return fill(document.createElementNS(svgNamespace, name), attributes, children);
}

/** Makes an element of the toolkit, or of any other name. */
export function custom(name: string, attributes: Attributes = {}, ...children: readonly Child[]): HTMLElement {
  return fill(document.createElement(name), attributes, children);
}

/** A button that looks like a link, for what opens something. */
export function linkButton(label: Child, onClick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const button = el('button', { type: 'button', class: 'link', ...attributes }, label);
  button.addEventListener('click', onClick);
  return button;
}

/** Sets or removes an attribute. */
export function setAttribute(element: Element, name: string, value: AttributeValue): void {
  if (value === undefined || value === false) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value))
    element.setAttribute(name, value === true ? '' : String(value));
}

/** Shows or hides an element, also from screen readers. */
export function show(element: HTMLElement, shown: boolean): void {
  element.hidden = !shown;
}

function fill<T extends Element>(element: T, attributes: Attributes, children: readonly Child[]): T {
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}
