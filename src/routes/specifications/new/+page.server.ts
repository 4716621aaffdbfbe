import { redirect } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal';
import { formFields, orError, refused } from '../../answers';
import { withSentForm } from '../sent-file';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  return orError(await locals.reads.startPage(), url);
};

export const actions: Actions = {
  template: async ({ request, locals }) => {
    const fields = await formFields(request);
    const created = await locals.commands.createSpecification(fields);
    if (isRefusal(created)) return refused(created, { ...fields, way: 'template' });
    redirect(303, `/specifications/${created.id}/edit`);
  },

  saveTemplate: async ({ request, locals }) => {
    const fields = await formFields(request);
    const saved = await locals.commands.saveTemplate(fields);
    return isRefusal(saved)
      ? refused(saved, { ...fields, way: 'own' })
      : { template: { name: saved.name, what: 'made' as const } };
  },

  mandatoryHeadings: async ({ request, locals }) => {
    const fields = await formFields(request);
    const chosen = await locals.commands.chooseMandatoryHeadings(fields);
    return isRefusal(chosen)
      ? refused(chosen, { ...fields, way: 'own' })
      : { template: { name: chosen.name, what: 'headings' as const } };
  },

  removeTemplate: async ({ request, locals }) => {
    const removed = await locals.commands.removeTemplate(await formFields(request));
    return isRefusal(removed)
      ? refused(removed, { way: 'own' })
      : { template: { name: removed.name, what: 'removed' as const } };
  },

  word: async ({ request, locals }) => {
    const sent = await withSentForm(request, locals.files, async (fields) => ({
      fields,
      imported: await locals.commands.importSpecification(fields)
    }));
    if ('refusal' in sent) return refused(sent.refusal, { ...sent.typed, way: 'word' });
    const { fields, imported } = sent;
    if (isRefusal(imported)) return refused(imported, { ...fields, way: 'word' });
    redirect(303, `/specifications/${imported.id}/imported`);
  }
};
