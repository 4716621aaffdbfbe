import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refuse } from '#domain/refusal';
import { movedBy, ordinal } from '../../src/lib/ui/ranking';
import { componentRenderer, type ComponentRenderer } from './rendered-component';

let pages: ComponentRenderer;
beforeAll(async () => void (pages = await componentRenderer()));
afterAll(() => pages.close());

const FRAME = {
  children: '<h1>Falls</h1>',
  path: '/specifications/falls',
  person: { name: 'Helen Marsh', group: 'commissioner' },
  partnership: { name: 'Wenmoor Vale', purpose: 'Help at home, first time.' }
};

describe('the page frame', () => {
  it('UI-4 a page starts with a way past the navigation and says whose it is and where you are', async () => {
    const html = await pages.render('PageFrame', FRAME);
    expect(html.indexOf('href="#main"')).toBeLessThan(html.indexOf('<header'));
    expect(html).toContain('<main class="nhsuk-width-container app-main" id="main"');
    expect(html).toContain('<strong>Wenmoor Vale.</strong> Help at home, first time.');
    expect(html).toMatch(/<a href="\/specifications" aria-current="true">Specifications/u);
    expect(html).not.toMatch(/<a href="\/" aria-current/u);
    expect(html).toContain('Do not enter patient-identifiable data.');
    expect(html).toContain('<form method="POST" action="/sign-out">');
  });

  it('UI-5 only the demo says that everybody is invented', async () => {
    expect(await pages.render('PageFrame', { ...FRAME, demo: true })).toContain('Not an NHS service.');
    expect(await pages.render('PageFrame', FRAME)).not.toContain('Invented');
  });

  it('UI-6 nobody signed in: no navigation, a link to sign in, and none on the sign-in page', async () => {
    const html = await pages.render('PageFrame', { ...FRAME, person: null });
    expect(html).not.toContain('<nav');
    expect(html).toContain('href="/sign-in"');
    const signIn = await pages.render('PageFrame', { ...FRAME, person: null, path: '/sign-in' });
    expect(signIn).not.toContain('href="/sign-in"');
  });

  it('UI-7 "More" opens without scripts and holds what the bar does not', async () => {
    const html = await pages.render('PageFrame', FRAME);
    const more = html.slice(html.indexOf('<details'), html.indexOf('</details>'));
    expect(more).toContain('>More</summary>');
    for (const page of ['Decisions', 'People', 'Register', 'Help']) expect(more).toContain(`>${page}</a>`);
  });

  it('MSG-8 the navigation says how much is new in the inbox, in words too, and nothing when nothing is', async () => {
    const html = await pages.render('PageFrame', { ...FRAME, unread: 3 });
    const links = html.match(/<a href="\/inbox".*?<\/a>/gsu) ?? [];
    expect(links).toHaveLength(2);
    for (const link of links) expect(link).toMatch(/Inbox \(3\snew\)/u);
    expect(await pages.render('PageFrame', FRAME)).not.toContain('new)');
  });

  it('UI-1 a token whose name is not shown is still read out', async () => {
    const html = await pages.render('GroupToken', { group: 'patient-carer', nameHidden: true });
    expect(html).toMatch(/<span class="nhsuk-u-visually-hidden[^"]*">Patients and carers<\/span>/u);
  });
});

describe('fields', () => {
  const refusal = refuse('too-long', { field: 'text' });

  it.each(['TextField', 'TextArea', 'SelectField', 'FileField', 'PasswordField', 'CheckboxField'])(
    'UI-8 %s is tied to its hint and its error, with the code',
    async (name) => {
      const html = await pages.render(name, {
        name: 'text',
        label: 'Words',
        hint: 'Few.',
        error: refusal,
        options: []
      });
      expect(html).toContain('aria-describedby="text-hint text-error');
      expect(html).toMatch(/id="text-hint"[^>]*>Few\./u);
      expect(html).toMatch(/id="text-error".*This is too long\..*Code: too-long/u);
      expect(html).toContain('aria-invalid="true"');
      expect(html).toMatch(/<label[^>]*for="text"/u);
    }
  );

  it('UI-8 what a person typed is still in the field', async () => {
    const html = await pages.render('TextArea', {
      name: 'text',
      label: 'Words',
      value: 'a < b',
      error: refusal
    });
    expect(html).toContain('>a &lt; b</textarea>');
  });

  it('UI-9 the summary links each sentence to its field', async () => {
    const html = await pages.render('ErrorSummary', { refusal, errors: [{ message: 'Another.' }] });
    expect(html).toMatch(/<a href="#text">This is too long\.<\/a>.*Code: too-long/u);
    expect(html).toContain('<strong>Another.</strong>');
    expect(await pages.render('ErrorSummary', { refusal: null })).not.toContain('alert');
  });
});

describe('a ranking', () => {
  const options = ['P1', 'P2', 'P3'].map((key) => ({ key, label: `Priority ${key}` }));

  it('UI-10 without scripts every option has a place to choose, and nothing is chosen', async () => {
    const html = await pages.render('RankList', { legend: 'Your order', options });
    expect(html.match(/name="rank-P[123]"/gu)).toHaveLength(3);
    expect(html).toContain('<option value="3">3rd</option>');
    expect(html.match(/<option value="" selected="">/gu)).toHaveLength(3);
  });

  it('UI-10 what was chosen before is chosen again', async () => {
    const html = await pages.render('RankList', { legend: 'Your order', options, order: ['P3'] });
    expect(html).toMatch(/name="rank-P3".*<option value="1" selected="">1st/u);
  });

  it('UI-11 with scripts the same names carry the places', async () => {
    const ranked = await pages.render('RankRow', { key: 'P3', label: 'Priority P3', place: 1, count: 2 });
    expect(ranked).toContain('<input type="hidden" name="rank-P3" value="1"');
    expect(ranked).toContain('aria-label="Move Priority P3 up, now 1 of 2"');
    const unranked = await pages.render('RankRow', { key: 'P1', label: 'Priority P1', next: 2 });
    expect(unranked).toContain('<input type="hidden" name="rank-P1" value=""');
  });

  it('UI-12 moving swaps neighbours and stops at both ends', () => {
    expect(movedBy(['a', 'b', 'c'], 'b', -1)).toEqual(['b', 'a', 'c']);
    expect(movedBy(['a', 'b', 'c'], 'b', 1)).toEqual(['a', 'c', 'b']);
    expect(movedBy(['a', 'b'], 'a', -1)).toEqual(['a', 'b']);
    expect(movedBy(['a', 'b'], 'b', 1)).toEqual(['a', 'b']);
    expect(movedBy(['a', 'b'], 'not there', 1)).toEqual(['a', 'b']);
    expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 112].map(ordinal).join(' ')).toBe(
      '1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 101st 112th'
    );
  });
});

describe('numbers and times', () => {
  it('UI-13 every bar has its number in the same row of a table', async () => {
    const bars = [
      { label: 'Clinicians', value: 20, group: 'clinician' },
      { label: 'Social care', value: 40, group: 'social-care' }
    ];
    const html = await pages.render('BarChart', {
      caption: 'Points',
      bars,
      labelHeading: 'Group',
      valueHeading: 'Points'
    });
    expect(html).toMatch(/<tr>.*Clinicians.*width="50%".*20 ?<.*<tr>.*Social care.*width="100%".*40 ?</u);
  });

  it('UI-14 a near time says both, a far one is a date', async () => {
    const now = new Date('2027-02-10T15:42:00Z');
    const near = await pages.render('Time', { at: '2027-02-10T15:30:00Z', now });
    expect(near).toContain('datetime="2027-02-10T15:30:00.000Z"');
    expect(near).toMatch(/12 minutes ago.*10 February 2027 at 3:30pm/u);
    expect(await pages.render('Time', { at: '2026-11-03T09:00:00Z', now })).toContain('3 November 2026');
  });
});
