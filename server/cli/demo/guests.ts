import type { SpecificationId } from '#domain/ids';
import { NOBODY } from '#domain/membership';
import { wallClock } from '#domain/london-time';
import { join } from '../../auth/join';
import type { Tools } from '../../runtime';
import type { PlantedPartnership } from './plant-partnership';
import { done, type Story } from './story';

/** Days from today. They come after the second ballot opened, so that its roll is the members'. */
const INVITED = -2;

/** A coffee morning at the community centre: one link on a poster, and two people who followed it. */
export async function inviteGuests(
  tools: Tools,
  planted: PlantedPartnership,
  { story, specificationId }: { readonly story: Story; readonly specificationId: SpecificationId }
): Promise<void> {
  const helen = await story.as('Helen Marsh', INVITED);
  const { token } = done(
    await helen.makeInvitation({
      purpose: 'Coffee morning at East Quarter Community Centre: tell us what helps after a fall.',
      group: 'patient-carer',
      organisationId: planted.organisations.voices,
      specificationId,
      most: '30',
      lastDay: wallClock(story.at(28)).slice(0, 10)
    })
  );
  done(await helen.keepLocalContacts(CONTACTS));
  const then = { ...tools, now: async () => story.at(INVITED, 11), announce: () => {} };
  for (const chosen of GUESTS) {
    done(await join({ link: token, ...chosen }, { actor: NOBODY, address: 'demo' }, then));
  }
}

/** Numbers that Ofcom keeps for drama: they ring nowhere. */
const CONTACTS = {
  'adults.name': 'Wenmoor Vale Council adult social care',
  'adults.phone': '01632 960 110',
  'adults.more': 'Day and night.',
  'children.name': 'Wenmoor Vale Council children’s social care',
  'children.phone': '01632 960 111',
  'children.more': 'Day and night.',
  'complaints.name': 'Fenwold and Coast patient advice and complaints',
  'complaints.phone': '01632 960 112',
  'complaints.more': 'Monday to Friday, 9am to 5pm.'
};

const GUESTS = [{ called: 'name', name: 'Dilys' }, { called: 'A carer' }];
