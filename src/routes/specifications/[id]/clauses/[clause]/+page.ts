import type { PageLoad } from './$types';

/** The forms are loaded only for those who may use them, and the list of questions where there are any; the server shows all. */
export const load: PageLoad = async ({ data }) => ({
  ...data,
  PointList: data.points.length > 0 ? (await import('$lib/ui/clause/PointList.svelte')).default : null,
  OwnStandings: data.own.items.length > 0 ? (await import('../../OwnStandings.svelte')).default : null,
  factForms: data.may.editFacts ? await factForms() : null
});

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
