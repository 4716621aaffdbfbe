import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SpecificationId } from '#domain/ids';
import { done } from '#tests/builders/decisions';
import {
  documentOf,
  edit,
  heading,
  paragraph,
  replacing,
  specificationWith
} from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

const NOTHING = { from: null, to: null, show: null };

let world: World;
let editor: TestPerson;
let reader: TestPerson;
let id: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  editor = await world.person('Erin Editor', { roles: ['editor'] });
  reader = await world.person('Rita Reader', { roles: ['observer'], group: 'observer' });
  const text = documentOf(heading(1, 'Scope', '1'), paragraph('Response within two hours.'));
  id = await specificationWith(world, editor, text);
});
afterAll(() => world.close());

async function compare(asked: Partial<typeof NOTHING> | { [name: string]: string }, by = reader) {
  return by.reads.versionComparison(id, { ...NOTHING, ...asked });
}

describe('comparing versions', () => {
  test('VER-15 without a version there is nothing to compare, and the page says so', async () => {
    const page = done(await compare({}));
    expect(page.comparison).toBeNull();
    expect(page.texts).toEqual([{ name: 'draft', frozen: null }]);
  });

  test('VER-15 every member compares any two versions, or one and the draft; unless told, the newest with the draft', async () => {
    done(await editor.commands.freezeVersion({ specificationId: id, label: 'First' }));
    await edit(world, id, editor, replacing('two hours', 'three hours'));
    done(await editor.commands.freezeVersion({ specificationId: id, label: '' }));
    await edit(world, id, editor, replacing('three hours', 'four hours at most'));

    const usual = done(await compare({}));
    expect([usual.comparison?.from.name, usual.comparison?.to.name]).toEqual(['2', 'draft']);
    expect(usual.comparison?.summary).toBe('1 clause changed. 3 words added and 1 removed.');
    expect(usual.show).toBe('changes');
    expect(usual.texts.map(({ name, frozen }) => [name, frozen?.label, frozen?.by])).toEqual([
      ['draft', undefined, undefined],
      ['2', '', 'Erin Editor'],
      ['1', 'First', 'Erin Editor']
    ]);

    const versions = done(await compare({ from: '1', to: '2', show: 'all' }));
    expect(versions.comparison?.summary).toBe('1 clause changed. 1 word added and 1 removed.');
    expect(versions.show).toBe('all');
    expect(versions.comparison?.html).toMatch(/<del>.*two.*<\/del><ins>.*three.*<\/ins> hours\./);

    const backwards = done(await compare({ from: 'draft', to: '1' }));
    expect(backwards.comparison?.summary).toBe('1 clause changed. 1 word added and 3 removed.');
    const same = done(await compare({ from: '2', to: '2' }));
    expect(same.comparison?.summary).toMatch(/^Nothing is different/);
    expect(same.comparison?.html).toBe('');
  });

  test.each(['3', '0', '01', '1.0', '-1', 'Draft', '', '999999999999', "1' or 1=1"])(
    'VER-16 a version that does not exist (%j) is not found',
    async (name) => {
      expect(await compare({ from: name })).toMatchObject({ refused: true, code: 'not-found' });
      expect(await compare({ from: '1', to: name })).toMatchObject({ refused: true, code: 'not-found' });
    }
  );

  test('VER-16 neither is a specification of others', async () => {
    const partnershipId = await world.partnership('Ashdyke');
    const stranger = await world.person('Sid Stranger', { roles: ['lead'], partnershipId });
    expect(await compare({}, stranger)).toMatchObject({ refused: true, code: 'not-found' });
  });
});
