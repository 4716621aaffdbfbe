import { canonicalDocument } from '#schema/canonical';
import { sharesOf, sharesSentence, type Share, type ShareKey } from '#domain/authorship';
import type { SpecificationId } from '#domain/ids';
import { GROUP_LETTERS, GROUP_NAMES, STAKEHOLDER_GROUPS } from '#domain/membership';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { renderDocument } from '#schema/render-html';
import { keyOf, stretches, wordsByKey, type AuthoredRun, type LookOf } from '../documents/authored-words';
import { jsonFromDoc } from '../documents/document-bytes';
import { sha256Hex } from '../sha256';
import { authoredText } from './authored-text';
import { visibleSpecification } from './comment-thread';
import type { ReadContext } from './read-context';
import { numberedVersion } from './version-page';

export interface AuthorsPage {
  readonly specification: { readonly id: SpecificationId; readonly title: string };
  /** The frozen version that this is of; null for the draft. */
  readonly version: { readonly number: number; readonly frozenAt: Date; readonly hash: string } | null;
  /** The text with the words of each group told apart; safe to show as it is. */
  readonly html: string;
  /** Most words first. `people`: the names of those who wrote these words or brought them in. `files`: the Word files they stood in. */
  readonly shares: readonly (Share & {
    readonly people: readonly string[];
    readonly files: readonly WordFile[];
  })[];
  /** "Of the 120 words in the text 40% were written by commissioners and …" */
  readonly sentence: string;
  /** None: the page is of a moment, and working it out is work. */
  readonly topics: readonly Topic[];
}

/** A Word file, by whom it was brought in and when. */
interface WordFile {
  readonly name: string;
  readonly by: string;
  readonly at: Date;
}

/**
 * The text by who wrote it, and each group's share of the words that are still in it: of the draft, or of the frozen version
 * of this number. For everybody who may read it.
 */
export async function authorsPage(
  context: ReadContext,
  id: string,
  number: string | null = null
): Promise<AuthorsPage | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const version = number === null ? null : await numberedVersion(context, specification, number);
  if (version === undefined) return refuse('not-found');
  const { ydoc, runs } = await authoredText(context, specification, version?.logSequence);
  const json = jsonFromDoc(ydoc);
  if (version && sha256Hex(canonicalDocument(json)) !== version.hash)
    throw new Error('A frozen text made again from its log does not have the hash it was frozen with.');
  const shares = sharesOf(wordsByKey(runs));
  const authors = stretches(runs, lookOf);
  return {
    specification: { id: specification.id, title: specification.title },
    version: version && { number: version.number, frozenAt: version.frozenAt, hash: version.hash },
    html: renderDocument(json, { headingOffset: 1, authors }),
    shares: shares.map((share) => ({
      ...share,
      people: namesOf(runs, share.key),
      files: filesOf(runs, share.key)
    })),
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

/** In the order in which they came. */
function filesOf(runs: readonly AuthoredRun[], key: ShareKey): WordFile[] {
  const files = new Map<string, WordFile>();
  for (const { origin, writer, at } of runs) {
    if (key !== 'word-file' || origin.kind !== key) continue;
    const file = { name: origin.fileName, by: writer.name, at };
    files.set(JSON.stringify(file), file);
  }
  return [...files.values()].sort((a, b) => a.at.getTime() - b.at.getTime());
}
