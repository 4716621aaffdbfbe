import type { PageLoad, PageServerData } from './$types';

/** The forms are loaded only for those who may use them, and lists where there is something in them; the server shows all. */
export const load: PageLoad = async ({ data }) => ({
  ...data,
  PointList: data.points.length > 0 ? (await import('$lib/ui/clause/PointList.svelte')).default : null,
  BudgetList: await budgetList(data),
  OwnStandings: data.own.items.length > 0 ? (await import('../../OwnStandings.svelte')).default : null,
  factForms: data.may.editFacts ? await factForms() : null
});

async function budgetList({ facts }: Pick<PageServerData, 'facts'>) {
  return facts.budgetLines.length > 0 ? (await import('$lib/ui/clause/BudgetList.svelte')).default : null;
}

async function factForms() {
  const [responsibility, evidence, measure, budget, link] = await Promise.all([
    import('$lib/ui/clause/ResponsibilityForm.svelte'),
    import('$lib/ui/clause/EvidenceForm.svelte'),
    import('$lib/ui/clause/MeasureForm.svelte'),
    import('$lib/ui/clause/BudgetForm.svelte'),
    import('$lib/ui/clause/BudgetLinkForm.svelte')
  ]);
  return {
    Responsibility: responsibility.default,
    Evidence: evidence.default,
    Measure: measure.default,
    Budget: budget.default,
    Link: link.default
  };
}
