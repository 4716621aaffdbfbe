import type { Dice } from './dice';
import { Forger } from './forger';
import type { SimulatedNode } from './node';
import type { Replica } from './replica';
import type { World } from './world';

/** What goes wrong, one thing at a time. */
export function misfortune(world: World, replicas: readonly Replica[], dice: Dice): void {
  const [name, happen] = dice.weighted(MISFORTUNES);
  world.report.count(name);
  world.report.trace(() => `misfortune: ${name}`);
  happen(world, replicas, dice);
}

type Misfortune = (world: World, replicas: readonly Replica[], dice: Dice) => void;

const cut: Misfortune = (_world, replicas, dice) => {
  if (replicas.length > 0) dice.pick(replicas).cut(dice.below(3000), dice.below(3000));
};

/** Nobody is told: each side finds out by itself, half a minute later. */
const silence: Misfortune = (_world, replicas, dice) => {
  if (replicas.length > 0) dice.pick(replicas).silence();
};

const stall: Misfortune = (_world, replicas, dice) => {
  if (replicas.length > 0) dice.pick(replicas).stall(dice.between(100, 8000), dice.chance(0.5));
};

const crash: Misfortune = ({ nodes, clock }, _replicas, dice) => {
  const node = dice.pick(nodes);
  node.crash();
  clock.after(dice.below(1500), () => node.start());
};

const drain: Misfortune = ({ nodes, clock }, _replicas, dice) => {
  const node = dice.pick(nodes);
  void node.drain().then(() => clock.after(dice.below(500), () => node.start()));
};

const outage: Misfortune = ({ weather, clock }, _replicas, dice) => {
  weather.outage = true;
  clock.after(dice.below(2000), () => (weather.outage = false));
};

/** Each node learns of it in its own time. */
const loseRight: Misfortune = ({ nodes, clock }, replicas, dice) => {
  const honest = replicas.filter((each) => !(each instanceof Forger) && each.person.mayEdit);
  if (honest.length < 2) return;
  const { person } = dice.pick(honest);
  person.lost = true;
  person.mayEdit = false;
  person.mayRead = dice.chance(0.7);
  const tell = (node: SimulatedNode) => clock.after(dice.below(5000), () => node.recheck());
  nodes.forEach(tell);
};

const MISFORTUNES: readonly (readonly [number, readonly [string, Misfortune]])[] = [
  [8, ['a line is cut', cut]],
  [2, ['a line goes silent', silence]],
  [5, ['a line stalls', stall]],
  [5, ['a process is killed', crash]],
  [2, ['a process is drained', drain]],
  [3, ['the database is away', outage]],
  [1, ['a right is taken away', loseRight]]
];
