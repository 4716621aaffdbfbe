import { budgetTotal, type BudgetLine } from '../clause-facts';
import { formatPence } from '../money';
import { joinWords } from '../words';
import { gaps, subheading, table, tableOr, words, type PaperBlock } from './blocks';
import { firstPaid, placesPaid } from './clause-places';
import type { PaperFacts } from './facts';

/** What it costs and who pays, first of all the organisations of this kind: those whose meeting reads it. */
export function money(facts: PaperFacts, readers: string): PaperBlock[] {
  const lines = firstPaid(inOrderOfName(facts.kept.budgetLines), facts);
  return [
    ...readersShare(facts, readers),
    ...byPayer(lines),
    subheading('Each line'),
    ...tableOr(
      ['Line', 'Pays for', 'Paid by', '£ a year'],
      lines.map((line) => lineRow(line, facts)),
      'No budget lines are recorded.'
    ),
    ...againstOption(facts),
    ...gaps(
      'Cost over the whole life of the service',
      'Where the money comes from',
      'How overspends and underspends are shared',
      'What each organisation pays today'
    )
  ];
}

/** Lines are often written down at one moment; whoever reads the paper looks for their names. */
function inOrderOfName(lines: readonly BudgetLine[]): BudgetLine[] {
  const name = ({ label, payer }: BudgetLine) => `${label} ${payer.name}`;
  return [...lines].sort((a, b) => name(a).localeCompare(name(b), 'en-GB', { numeric: true }));
}

function readersShare({ kept, organisations }: PaperFacts, readers: string): PaperBlock[] {
  const ours = organisations.filter(({ kind }) => kind === readers);
  const all = budgetTotal(kept.budgetLines);
  return ours.map(({ id, fullName }) => {
    const own = budgetTotal(kept.budgetLines.filter(({ payer }) => payer.id === id));
    return words(
      own === 0
        ? `No budget line names ${fullName} as the one who pays.`
        : `${fullName} pays ${formatPence(own)} of ${formatPence(all)} a year (${share(own, all)}).`
    );
  });
}

function byPayer(lines: readonly BudgetLine[]): PaperBlock[] {
  const all = budgetTotal(lines);
  const payers = new Map(lines.map(({ payer }) => [payer.id, payer.name]));
  const rows = [...payers].map(([id, name]) => {
    const own = budgetTotal(lines.filter(({ payer }) => payer.id === id));
    return [name, formatPence(own), share(own, all)];
  });
  if (rows.length === 0) return [];
  const total = ['Total', formatPence(all), '100%'];
  return [subheading('Who pays'), table(['Paid by', '£ a year', 'Share'], [...rows, total])];
}

/** To the nearest whole percent; the sums beside it are exact. */
function share(part: number, whole: number): string {
  return whole === 0 ? '0%' : `${Math.round((100 * part) / whole)}%`;
}

function lineRow(line: BudgetLine, facts: PaperFacts): string[] {
  const label = line.note === '' ? line.label : `${line.label} (${line.note})`;
  return [label, placesPaid(line, facts), line.payer.name, formatPence(line.pencePerYear)];
}

/** Two figures for one thing are shown side by side, and their difference is not explained away. */
function againstOption({ decision, kept }: PaperFacts): PaperBlock[] {
  const chosen = decision.options.filter((option) => option.chosen);
  const known = chosen.flatMap(({ annualCost }) => annualCost ?? []);
  if (known.length === 0 || kept.budgetLines.length === 0) return [];
  const asked = known.reduce((sum, each) => sum + each, 0) * 100;
  const added = budgetTotal(kept.budgetLines);
  const named = joinWords(chosen.map(({ key }) => key));
  if (asked === added)
    return [words(`The lines add up to ${formatPence(added)} a year, as option ${named} says.`)];
  const difference = formatPence(Math.abs(asked - added));
  return [
    words(
      `These figures do not agree: option ${named} says ${formatPence(asked)} a year, and the lines add up to ${formatPence(added)}. The difference is ${difference}. The record does not say why.`
    )
  ];
}
