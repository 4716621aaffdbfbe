import { RESPONSIBILITIES } from '#domain/clause-facts';
import type { MemberId, OrganisationId, SpecificationId } from '#domain/ids';
import type { Commands } from '../../commands/all-commands';
import { BUDGET, EVIDENCE, LEFT_OPEN, MEASURES, POINTS, RESPONSIBLE } from './clause-facts';
import type { OrganisationKey } from './people';
import type { PlantedPartnership } from './plant-partnership';
import { done, type Story } from './story';

/** What the partners keep beside the demo's text: owners, evidence, measures, budget lines, and what is still open. */
export async function tellClauses(
  story: Story,
  planted: PlantedPartnership,
  specificationId: SpecificationId
): Promise<void> {
  const { organisations } = planted;
  const helen = await story.as('Helen Marsh', -24);
  await nameOwners(helen, { specificationId, organisations });
  for (const evidence of EVIDENCE) done(await helen.keepEvidence({ specificationId, ...evidence }));
  for (const { owner, ...measure } of MEASURES) {
    const ownerId = owner ? organisations[owner] : '';
    const place = { specificationId, clause: 'outcomes-local', byWhen: 'Year 2' };
    done(await helen.keepMeasure({ ...place, ...measure, ownerId }));
  }
  await keepBudget(await story.as('Tom Adeyemi', -22), { specificationId, organisations });
  for (const point of POINTS) await raise(story, planted, { specificationId, point });
}

interface Place {
  readonly specificationId: SpecificationId;
  readonly organisations: Readonly<Record<OrganisationKey, OrganisationId>>;
}

async function nameOwners(commands: Commands, { specificationId, organisations }: Place): Promise<void> {
  for (const [clause, named] of Object.entries(RESPONSIBLE)) {
    for (const kind of RESPONSIBILITIES) {
      for (const key of named[kind] ?? []) {
        const fields = { specificationId, clause, kind, organisationId: organisations[key] };
        done(await commands.setResponsibility(fields));
      }
    }
  }
  done(await commands.leaveOwnerOpen({ specificationId, clause: LEFT_OPEN, open: 'yes' }));
}

async function keepBudget(commands: Commands, { specificationId, organisations }: Place): Promise<void> {
  for (const { clause, also, label, shares } of BUDGET) {
    for (const [key, perYear] of Object.entries(shares) as [OrganisationKey, number][]) {
      const fields = { specificationId, clause, label, perYear, payerId: organisations[key], note: '' };
      const { id: lineId } = done(await commands.keepBudgetLine(fields));
      for (const other of also)
        done(await commands.linkBudgetLine({ specificationId, clause: other, lineId }));
    }
  }
}

async function raise(
  story: Story,
  planted: PlantedPartnership,
  { specificationId, point }: { specificationId: SpecificationId; point: (typeof POINTS)[number] }
): Promise<void> {
  const { by, owner, quote, ...words } = point;
  const place = { from: 1, to: 1 + quote.length, quote };
  const commands = await story.as(by, -9);
  const fields = { specificationId, ...words, ...place, ownerId: memberId(planted, owner) };
  done(await commands.raiseOpenPoint(fields));
}

function memberId({ members }: PlantedPartnership, name: string): MemberId {
  const found = members.find((member) => member.name === name);
  if (!found) throw new Error(`The demo has nobody called ${name}.`);
  return found.memberId;
}
