import type { MemberId, SpecificationId } from '#domain/ids';
import { documentOf, heading, paragraph, passage } from './specification';
import type { World } from './world';

const TWO_DAYS = 'Plan shared with the GP in 2 working days.';
const FIVE_DAYS = 'Plans reach the practice within 5 working days.';

/** A text that contradicts itself. */
export const TWO_AND_FIVE = documentOf(
  heading(1, 'Pathway', '3.2'),
  paragraph(TWO_DAYS),
  heading(1, 'Standards', '4'),
  paragraph(FIVE_DAYS)
);

/** The fields that raise a contradiction about the two days of such a text. */
export async function contradiction(world: World, specificationId: SpecificationId, ownerId: MemberId) {
  const place = await passage(world, specificationId, '2 working days');
  const words = 'Two working days here, five elsewhere.';
  const outside = 'The community trust’s draft says 5.';
  return { specificationId, kind: 'contradiction', words, ownerId, ...place, outside };
}
