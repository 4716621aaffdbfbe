import { describe, expect, test } from 'vitest';
import { peopleHere, presentPerson } from '#editor/caret';
import { address } from '#editor/link-and-note';

describe('who is here', () => {
  const helen = { user: { memberId: 'h', name: 'Helen Marsh', group: 'commissioner' } };
  const priya = { user: { memberId: 'p', name: 'Priya Nair', group: 'social-care' }, cursor: null };

  test('SPC-25 a person with two windows is one person; the list is in order of name', () => {
    expect(peopleHere([priya, helen, { ...helen }]).map(({ name }) => name)).toEqual([
      'Helen Marsh',
      'Priya Nair'
    ]);
  });

  test('SPC-25 a state without a name, a member or a known group shows nobody', () => {
    const { memberId, name } = helen.user;
    for (const user of [
      undefined,
      { name },
      { memberId, name, group: 'king' },
      { memberId, name: 7, group: 'observer' }
    ]) {
      expect(presentPerson({ user })).toBeUndefined();
    }
    expect(peopleHere([null, {}, undefined])).toEqual([]);
  });
});

describe('what may be linked to', () => {
  test('SPC-26 addresses as people write them become links', () => {
    expect(address(' www.nhs.uk/falls ')).toBe('https://www.nhs.uk/falls');
    expect(address('http://example.org')).toBe('http://example.org');
    expect(address('helen@wenmoor.example')).toBe('mailto:helen@wenmoor.example');
    expect(address('#clause-2')).toBe('#clause-2');
  });

  test('SPC-26 anything else is not a link', () => {
    for (const typed of [
      'javascript:alert(1)',
      'data:text/html,x',
      'just words',
      'word',
      'file:///etc/hosts',
      'java\tscript:x'
    ]) {
      expect(address(typed)).toBeNull();
    }
  });
});
