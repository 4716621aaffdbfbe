import { mergeAttributes, Node } from '@tiptap/core';

/** A note in the running text: an atom that carries the note's plain text; its number is its place in the document. */
export const Footnote = Node.create({
  name: 'footnote',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: true,

  addAttributes() {
    return {
      text: {
        default: '',
        validate: 'string',
        parseHTML: (element) => element.getAttribute('data-footnote') ?? '',
        renderHTML: (attributes) => ({ 'data-footnote': attributes.text, title: attributes.text })
      }
    };
  },

  parseHTML() {
    return [{ tag: 'sup[data-footnote]', priority: 60 }];
  },

  renderHTML({ HTMLAttributes }) {
    return ['sup', mergeAttributes(HTMLAttributes, { class: 'footnote' })];
  },

  renderText({ node }) {
    return ` [${node.attrs.text}]`;
  }
});
