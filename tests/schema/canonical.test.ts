import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CANONICAL_VERSION, canonicalDocument, MEANINGFUL } from '#schema/canonical';
import type { DocumentJson } from '#schema/document-json';
import { documentSchema } from '#schema/schema';

interface Vectors {
  exact: { name: string; document: DocumentJson; canonical: string; sha256: string }[];
  equal: { name: string; a: DocumentJson; b: DocumentJson }[];
  different: { name: string; a: DocumentJson; b: DocumentJson }[];
}

const vectors = JSON.parse(readFileSync('tests/vectors/canonical-document.json', 'utf8')) as Vectors;

describe('canonical documents', () => {
  test.each(vectors.equal)('SCH-5 the same in both: $name', ({ a, b }) => {
    expect(canonicalDocument(a)).toBe(canonicalDocument(b));
  });

  test.each(vectors.different)('SCH-6 different in: $name', ({ a, b }) => {
    expect(canonicalDocument(a)).not.toBe(canonicalDocument(b));
  });

  test.each(vectors.exact)('SCH-7 exact: $name', ({ document, canonical, sha256 }) => {
    expect(canonicalDocument(document)).toBe(canonical);
    expect(createHash('sha256').update(canonicalDocument(document), 'utf8').digest('hex')).toBe(sha256);
  });

  test('SCH-7 a canonical text stands for a document with the same canonical text', () => {
    for (const { document } of vectors.exact) {
      const [, json = ''] = canonicalDocument(document).split(/\n(.*)/s);
      expect(canonicalDocument(JSON.parse(json) as DocumentJson)).toBe(canonicalDocument(document));
    }
  });

  test('SCH-8 every node and mark of the schema is listed, with the defaults of the schema', () => {
    const types = [...Object.values(documentSchema.nodes), ...Object.values(documentSchema.marks)];
    const names = types.map(({ name }) => name).filter((name) => name !== 'text');
    expect(Object.keys(MEANINGFUL).sort()).toEqual(names.sort());
    for (const { name, spec } of types) {
      for (const [attribute, value] of Object.entries(MEANINGFUL[name] ?? {})) {
        expect([name, attribute, spec.attrs?.[attribute]?.default]).toEqual([name, attribute, value]);
      }
    }
  });
});

test('SCH-8 the attributes that carry no meaning are exactly these', () => {
  const looks = [...Object.values(documentSchema.nodes), ...Object.values(documentSchema.marks)].flatMap(
    ({ name, spec }) =>
      Object.keys(spec.attrs ?? {})
        .filter((attribute) => !(attribute in (MEANINGFUL[name] ?? {})))
        .map((attribute) => `${name}.${attribute}`)
  );
  expect(looks.sort()).toEqual([
    'heading.clause',
    'link.class',
    'link.rel',
    'link.target',
    'orderedList.type',
    'tableCell.align',
    'tableCell.colwidth',
    'tableHeader.align',
    'tableHeader.colwidth'
  ]);
});

test('SCH-23 the published description names the rules that are used, and its example is one of the vectors', () => {
  const page = readFileSync('docs/canonical-document.md', 'utf8');
  const block = (name: string) => new RegExp(`\`\`\`\\w+ ${name}\\n([^]*?)\\n\`\`\``).exec(page)?.[1] ?? '';
  const document = JSON.parse(block('document')) as DocumentJson;
  const vector = vectors.exact.find(({ sha256 }) => sha256 === block('sha256'));
  expect(vector?.document).toEqual(document);
  expect(canonicalDocument(document)).toBe(block('canonical'));
  expect(page).toContain(CANONICAL_VERSION);
  const rows = [...page.matchAll(/^\| (`.*?) *\| (.*?) *\| (.*?) *\|$/gm)].flatMap(
    ([, types, attribute, value]) =>
      types!.split(', ').map((type) => ({
        type,
        attribute: attribute!.replaceAll('`', ''),
        value: value!.replaceAll('`', '')
      }))
  );
  const named = Object.entries(MEANINGFUL).flatMap(([type, attributes]) => {
    const all = Object.entries(attributes).map(([attribute, value]) => ({
      attribute,
      value: JSON.stringify(value)
    }));
    return (all.length > 0 ? all : [{ attribute: 'none', value: '' }]).map((row) => ({
      type: `\`${type}\``,
      ...row
    }));
  });
  const order = (list: unknown[]) => list.map((row) => JSON.stringify(row)).sort();
  expect(order(rows)).toEqual(order(named));
});
