import type { SpecificationId } from '#domain/ids';
import { done, type Story } from './story';

interface DemoSummary {
  readonly clause: string;
  readonly by: string;
  readonly text: string;
  readonly confirmedBy?: string;
  /** Who checked it as easy read. */
  readonly easyReadBy?: string;
}

/** The plain version of some clauses. The one of 3.4 is stale: who is accepted has changed since. */
const SUMMARIES: readonly DemoSummary[] = [
  {
    clause: 'needs-context',
    by: 'Helen Marsh',
    text: `Many older people live in Wenmoor Vale. Each year about three in ten people who are 65 or over have a fall. Some of them end up in hospital.

Falls are worst in East Quarter. The help you get now depends on where you live. In three places nobody comes after six in the evening. In Harrow Moor nobody comes at all.

Carers say that the first month back home is the hardest.`
  },
  {
    clause: 'scope-aims',
    by: 'Helen Marsh',
    text: `When you fall, one team comes to help you. They find out why you fell. They help you to get strong again. They help the person who looks after you, too.

It makes no difference who pays for it.`,
    confirmedBy: 'Priya Nair',
    easyReadBy: 'Sheila Brand'
  },
  {
    clause: 'scope-pathway',
    by: 'Priya Nair',
    text: `This is what happens when you fall:

1. You ring one number, by day or by night. You can text it, and you can use relay.
2. If you are not hurt, somebody comes within two hours. While you wait we ring you every half hour and tell you how to keep warm. If you are hurt, an ambulance comes.
3. Some people need a full check of their health and their home. You tell your story once, and we share it if you say yes.
4. Your GP has your plan within two working days.
5. You can get classes that make you strong and steady, changes to your home, and a check of your pills and your bones.
6. We ask how you are after six weeks and after six months.

No score on a form decides who gets help.`,
    confirmedBy: 'Dr Owen Pryce'
  },
  {
    clause: 'scope-population',
    by: 'Helen Marsh',
    text: 'This service is for people who live in Wenmoor Vale.'
  },
  {
    clause: 'scope-criteria',
    by: 'Helen Marsh',
    text: `You can use this service if you are 65 or over.

You need a hospital and not us if it may be a stroke, or if you take blood thinners and have hit your head.`,
    confirmedBy: 'Dr Owen Pryce'
  }
];

export async function writeSummaries(story: Story, specificationId: SpecificationId): Promise<void> {
  for (const { clause, by, text } of SUMMARIES) {
    const author = await story.as(by, -40);
    done(await author.writePlainSummary({ specificationId, clause, text }));
  }
  const reads = await story.reads('Helen Marsh');
  const { summaries } = done(await reads.specificationPage(specificationId));
  for (const { clause, confirmedBy, easyReadBy } of SUMMARIES) {
    const { clauseHash, summaryHash } = summaries.find((each) => each.clause === clause)!;
    const texts = { specificationId, clause, clauseHash, summaryHash };
    if (confirmedBy) done(await (await story.as(confirmedBy, -38)).confirmPlainSummary(texts));
    const check = { ...texts, reviewer: easyReadBy };
    if (easyReadBy) done(await (await story.as('Helen Marsh', -36)).reviewEasyRead(check));
  }
}
