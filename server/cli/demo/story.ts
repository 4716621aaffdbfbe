import { membershipIn, type Actor } from '#domain/membership';
import { isRefusal, type Refusal } from '#domain/refusal';
import { commandsFor, type Commands } from '../../commands/all-commands';
import { membershipsOf } from '../../db/members';
import { readsFor, type Reads } from '../../reads/all-reads';
import type { Tools } from '../../runtime';
import { pastChange } from './past-change';
import type { PlantedPartnership } from './plant-partnership';

const DAY = 86_400_000;

/** Who acts in the demo's past, and when: everything is told through the product's own commands. */
export class Story {
  constructor(
    private readonly tools: Tools,
    private readonly planted: PlantedPartnership,
    private readonly today: Date
  ) {}

  /** `days` from today (negative: ago), at an hour when people work. Coordinated universal time. */
  at(days: number, hour = 10): Date {
    const moment = new Date(this.today.getTime() + days * DAY);
    moment.setUTCHours(hour, 0, 0, 0);
    return moment;
  }

  /** The commands of this person, `days` from today (negative: ago). */
  async as(name: string, days: number): Promise<Commands> {
    return commandsFor(await this.actor(name), {
      ...this.tools,
      now: async () => this.at(days),
      changeText: pastChange(this.tools, this.at(days)),
      announce: () => {}
    });
  }

  /** What this person reads, now. */
  async reads(name: string): Promise<Reads> {
    return readsFor({ tools: this.tools, actor: await this.actor(name), present: () => new Set() });
  }

  async actor(name: string): Promise<Extract<Actor, { kind: 'person' }>> {
    const found = this.planted.members.find((member) => member.name === name);
    if (!found) throw new Error(`The demo has nobody called ${name}.`);
    const memberships = await membershipsOf(this.tools.db, found.personId);
    return { kind: 'person', personId: found.personId, name, sessionHash: 'demo', memberships };
  }

  /** Names of the members of a stakeholder group, in the order in which they were planted. */
  async namesIn(group: string): Promise<string[]> {
    const named = await Promise.all(this.planted.members.map(({ name }) => this.actor(name)));
    return named
      .filter((actor) => membershipIn(actor, this.planted.partnershipId)?.group === group)
      .map(({ name }) => name);
  }
}

/** The demo's own commands are never refused; if one is, the demo is wrong. */
export function done<Output>(answer: Output | Refusal): Exclude<Output, Refusal> {
  if (isRefusal(answer)) throw new Error(`The demo could not be told: ${answer.code}, ${answer.message}`);
  return answer as Exclude<Output, Refusal>;
}
