import { parseId, type DecisionId, type SpecificationId } from '#domain/ids';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { meterCsv } from '#domain/voice-meter/meter-csv';
import { voiceMeter, type VoiceMeter } from '#domain/voice-meter/meter';
import type { Topic } from '#protocol/topics';
import type { SpecificationRow } from '../db/specifications';
import { visibleSpecification } from './comment-thread';
import { meterFacts } from './meter-facts';
import type { ReadContext } from './read-context';
import { fileNameOf, type ExportedFile } from './written-file';

export interface VoicePage {
  readonly specification: { readonly id: SpecificationId; readonly title: string };
  /** Its reference; null when none rests on this text. */
  readonly decision: string | null;
  readonly meter: VoiceMeter;
  readonly topics: readonly Topic[];
}

/** The voice meter of a specification, looked at from its newest decision or from the one that is named. */
export async function voicePage(
  context: ReadContext,
  id: string,
  decision: string | null
): Promise<VoicePage | Refusal> {
  const found = await metered(context, id, decision);
  if (isRefusal(found)) return found;
  const { specification, ...page } = found;
  return {
    specification: { id: specification.id, title: specification.title },
    ...page,
    topics: [
      { kind: 'specification', id: specification.id },
      { kind: 'partnership', id: specification.partnershipId }
    ]
  };
}

/** The same figures as a table for a spreadsheet. */
export async function voiceCsv(
  context: ReadContext,
  id: string,
  decision: string | null
): Promise<ExportedFile | Refusal> {
  const found = await metered(context, id, decision);
  if (isRefusal(found)) return found;
  return {
    fileName: `${fileNameOf(`voice meter ${found.specification.title}`, 'voice-meter')}.csv`,
    contentType: 'text/csv; charset=utf-8',
    body: meterCsv(found.meter)
  };
}

interface Metered extends Pick<VoicePage, 'decision' | 'meter'> {
  readonly specification: SpecificationRow;
}

async function metered(
  context: ReadContext,
  id: string,
  decision: string | null
): Promise<Metered | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const about = decision === null ? undefined : parseId<'decision'>(decision);
  if (about !== undefined && isRefusal(about)) return refuse('not-found');
  const facts = await meterFacts(context, specification, about as DecisionId | undefined);
  if (about !== undefined && !facts.decision) return refuse('not-found');
  return { specification, decision: facts.decision?.reference ?? null, meter: voiceMeter(facts) };
}
