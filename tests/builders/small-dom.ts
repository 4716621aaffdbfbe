import type { TreeNode } from '../../src/routes/specifications/[id]/selection';

/** A node of a tree read from HTML, for code that walks the DOM. */
export class SmallNode implements TreeNode {
  readonly childNodes: SmallNode[] = [];

  constructor(
    readonly nodeType: number,
    readonly nodeName: string,
    readonly nodeValue: string | null = null,
    private readonly attributes: ReadonlyMap<string, string> = new Map()
  ) {}

  getAttribute(name: string): string | null {
    return this.attributes.get(name) ?? null;
  }
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const VOID = new Set(['BR', 'HR']);

/** Reads well-formed HTML as our own renderer writes it; not a parser for anything else. */
export function smallDom(html: string): SmallNode {
  const root = new SmallNode(1, 'DIV');
  const open = [root];
  for (const [token] of html.matchAll(/<[^>]*>|[^<]+/g)) {
    const parent = open.at(-1)!;
    if (token.startsWith('</')) open.pop();
    else if (token.startsWith('<')) {
      const node = element(token);
      parent.childNodes.push(node);
      if (!VOID.has(node.nodeName)) open.push(node);
    } else parent.childNodes.push(new SmallNode(3, '#text', plain(token)));
  }
  if (open.length !== 1) throw new Error('The HTML is not well formed.');
  return root;
}

/** Every place where a selection can start or end, in document order. */
export function boundariesOf(node: SmallNode): { node: SmallNode; offset: number }[] {
  if (node.nodeType === 3) {
    return Array.from({ length: (node.nodeValue ?? '').length + 1 }, (_, offset) => ({ node, offset }));
  }
  return [
    ...node.childNodes.flatMap((child, offset) => [{ node, offset }, ...boundariesOf(child)]),
    { node, offset: node.childNodes.length }
  ];
}

function element(token: string): SmallNode {
  const [, name = ''] = /^<([a-z0-9]+)/i.exec(token) ?? [];
  const attributes = [...token.matchAll(/([a-z-]+)="([^"]*)"/gi)].map(
    ([, key = '', value = '']) => [key, plain(value)] as const
  );
  return new SmallNode(1, name.toUpperCase(), null, new Map(attributes));
}

function plain(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '');
}
