/**
 * Lets antd's style elements pass the content security policy. Imported before antd, for its effect only.
 *
 * ConfigProvider's `csp` alone is not enough: Table with scroll, Modal, Drawer and static dialogs insert `<style>`
 * without it, and auto-sizing text areas write `style` attributes. So every `<style>` gets the page's nonce, and style
 * attributes are written through the CSSOM, which the policy allows.
 */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

const createElement = document.createElement.bind(document);
document.createElement = (tagName: string, options?: ElementCreationOptions): HTMLElement => {
  const element = createElement(tagName, options);
  if (styleNonce !== '' && tagName.toLowerCase() === 'style') element.setAttribute('nonce', styleNonce);
  return element;
};

// eslint would call this unbound; it is called with the element as `this` below.
const setAttribute = Object.getOwnPropertyDescriptor(Element.prototype, 'setAttribute')?.value as (
  this: Element,
  name: string,
  value: string,
) => void;
Element.prototype.setAttribute = function (this: Element, name: string, value: string): void {
  if (name === 'style' && this instanceof HTMLElement) this.style.cssText = value;
  else setAttribute.call(this, name, value);
};
