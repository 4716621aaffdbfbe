import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeHref } from '#schema/allowed-links';

test.each([
  ['https://www.nhs.uk/conditions/falls?x=1&y=2#z', 'https://www.nhs.uk/conditions/falls?x=1&y=2#z'],
  ['HTTP://EXAMPLE.ORG', 'HTTP://EXAMPLE.ORG'],
  ['  https://a.example/b c ', 'https://a.example/b%20c'],
  ['http://[::1]:3000/x', 'http://[::1]:3000/x'],
  ['mailto:falls@wenmoor.example', 'mailto:falls@wenmoor.example'],
  ['mailto:a@b.example?subject=Hello%20there', 'mailto:a@b.example?subject=Hello%20there'],
  ['#clause-3', '#clause-3'],
  ['https://bücher.example/ä', 'https://bücher.example/ä']
])('SCH-3 %s is allowed', (href, target) => {
  expect(safeHref(href)).toBe(target);
});

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\tscript:alert(1)',
  'java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'java\u200bscript:alert(1)',
  'javascript&#58;alert(1)',
  '&#106;avascript:alert(1)',
  '%6aavascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'data:image/svg+xml;base64,AAAA',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'ftp://a.example/',
  'tel:+441234567890',
  'blob:https://a.example/x',
  '//evil.example/x',
  '\\\\evil.example\\x',
  'https:\\\\evil.example',
  'https:evil.example',
  'http:///evil.example',
  'https://',
  'https://nhs.uk@evil.example/',
  'https://user:pass@evil.example/',
  'https://a.example/\u202egnp.exe',
  'https://a.example/\u00a0x',
  'https://a.example/"onmouseover="x',
  'https://a.example/<b>',
  '/local/path',
  'page.html',
  'mailto:',
  'mailto:nobody',
  '#',
  '# x',
  '',
  `https://a.example/${'x'.repeat(2000)}`
])('SCH-3 %j is not allowed', (href) => {
  expect(safeHref(href)).toBeNull();
});

test('SCH-3 only texts can be links', () => {
  for (const value of [
    null,
    undefined,
    7,
    {},
    ['https://a.example'],
    { toString: () => 'https://a.example' }
  ]) {
    expect(safeHref(value)).toBeNull();
  }
});

test('SCH-3 applying the rule twice changes nothing, and what passes has an allowed protocol in a browser', () => {
  const prefix = fc.constantFrom(
    '',
    'https://',
    'http://a.example/',
    'mailto:a@',
    'javascript:',
    '#',
    ' ',
    '\t',
    '//'
  );
  fc.assert(
    fc.property(prefix, fc.string({ unit: 'binary', maxLength: 20 }), (start, rest) => {
      const href = safeHref(start + rest);
      if (href === null) return;
      expect(safeHref(href)).toBe(href);
      expect(['http:', 'https:', 'mailto:']).toContain(new URL(href, 'https://here.example/page').protocol);
    }),
    { numRuns: 2000, seed: 20270210 }
  );
});
