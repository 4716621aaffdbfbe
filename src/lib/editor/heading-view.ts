import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import type { NodeView } from '@tiptap/pm/view';

/**
 * Headings on the page are one level lower than in the document, as in the reading view: the page's own title is its
 * one h1. What is copied and saved keeps the document's levels.
 */
export const HeadingsBelowTitle = Extension.create({
  name: 'headingsBelowTitle',
  addProseMirrorPlugins: () => [new Plugin({ props: { nodeViews: { heading: headingView } } })]
});

function headingView(node: Node): NodeView {
  const dom = document.createElement(`h${Math.min(Number(node.attrs.level) + 1, 6)}`);
  showNumber(dom, node);
  return {
    dom,
    contentDOM: dom,
    update(next) {
      if (next.type !== node.type || next.attrs.level !== node.attrs.level) return false;
      showNumber(dom, next);
      return true;
    }
  };
}

function showNumber(dom: HTMLElement, { attrs }: Node): void {
  if (attrs.number) dom.dataset.number = String(attrs.number);
  else delete dom.dataset.number;
}
