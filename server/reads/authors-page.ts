import { sharesOf, sharesSentence, type Share, type ShareKey } from '#domain/authorship';
import type { SpecificationId } from '#domain/ids';
import { GROUP_LETTERS, GROUP_NAMES, STAKEHOLDER_GROUPS } from '#domain/membership';
import { isRefusal, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { renderDocument } from '#schema/render-html';
import { keyOf, stretches, wordsByKey, type AuthoredRun, type LookOf } from '../documents/authored-words';
import { jsonFromDoc } from '../documents/document-bytes';
import { authoredText } from './authored-text';
import { visibleSpecification } from './comment-thread';
import type { ReadContext } from './read-context';

export interface AuthorsPage {
  readonly specification: { readonly id: SpecificationId; readonly title: string };
  /** The draft with the words of each group told apart; safe to show as it is. */
  readonly html: string;
  /** Most words first. `people`: the names of those who brought these words in. */
  readonly shares: readonly (Share & { readonly people: readonly string[] })[];
  /** "Of the 120 words in the text 40% were written by commissioners and …" */
  readonly sentence: string;
  /** None: the page is of a moment, and working it out is work. */
  readonly topics: readonly Topic[];
}

/** The text by who wrote it, and each group's share of the words that are still in it. For everybody who may read it. */
export async function authorsPage(context: ReadContext, id: string): Promise<AuthorsPage | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const { ydoc, runs } = await authoredText(context, specification);
  const shares = sharesOf(wordsByKey(runs));
  const authors = stretches(runs, lookOf);
  return {
    specification: { id: specification.id, title: specification.title },
    html: renderDocument(jsonFromDoc(ydoc), { headingOffset: 1, authors }),
    shares: shares.map((share) => ({ ...share, people: namesOf(runs, share.key) })),
    sentence: sharesSentence(shares),
    topics: []
  };
}

/** Words that nobody here wrote are left plain: what stands out is what people did. */
function lookOf(key: ShareKey): ReturnType<LookOf> {
  const group = STAKEHOLDER_GROUPS.find((each) => each === key);
  return group ? { className: `by-${group}`, letter: GROUP_LETTERS[group], name: GROUP_NAMES[group] } : null;
}

function namesOf(runs: readonly AuthoredRun[], key: ShareKey): string[] {
  return [...new Set(runs.filter((run) => keyOf(run) === key).map(({ writer }) => writer.name))].sort();
}
