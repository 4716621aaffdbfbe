import type { SpecificationTemplate } from './specification-template';

/** The layout of recent specialised-service specifications; the hints are our own words. */
export const SPECIALISED_TEMPLATE: SpecificationTemplate = {
  id: 'specialised',
  name: 'Specialised service',
  about:
    'For a specialised service: population, outcomes, service model and what it depends on. Check it against the current national form before you use it.',
  cover: [
    'Service Specification No.',
    'Service',
    'Commissioner',
    'Provider Lead',
    'Period',
    'Date of Review'
  ],
  advice:
    'National forms change. Check these headings against the current form. Use post titles and not people’s names.',
  sections: [
    {
      id: 'sp-population',
      heading: 'Population and geography',
      mandatory: true,
      hint: 'Mandatory. Who the service is for and where they live.',
      parts: [
        {
          id: 'sp-population-covered',
          heading: 'Population covered',
          hint: 'The condition, the age group, and how many people are expected.'
        },
        {
          id: 'sp-geography',
          heading: 'Minimum population and geography',
          hint: 'The smallest population one centre may serve, and the area of each centre.'
        }
      ]
    },
    {
      id: 'sp-outcomes',
      heading: 'Service aims and outcomes',
      mandatory: true,
      hint: 'Mandatory. What the service is for and how anyone will see that it works.',
      parts: [
        { id: 'sp-aims', heading: 'Aims', hint: 'A few sentences.' },
        {
          id: 'sp-outcome-measures',
          heading: 'Outcomes and measures',
          hint: 'One row for each outcome. A baseline makes it possible to see change.',
          table: ['Outcome', 'Measure', 'Baseline', 'Target', 'Owner']
        }
      ]
    },
    {
      id: 'sp-model',
      heading: 'Service model',
      mandatory: true,
      hint: 'Mandatory. What happens, where, and by whom.',
      parts: [
        {
          id: 'sp-pathway',
          heading: 'Service model and pathway',
          hint: 'From referral to discharge or shared care; who hands over to whom, how fast, and with what information.'
        },
        {
          id: 'sp-networks',
          heading: 'Clinical networks',
          hint: 'How centres work together and with local services.'
        },
        {
          id: 'sp-staff',
          heading: 'Essential staff groups',
          hint: 'Which professions must be there, and when.'
        },
        {
          id: 'sp-equipment',
          heading: 'Essential equipment and facilities',
          hint: 'What the service cannot be given without.'
        },
        {
          id: 'sp-interdependent',
          heading: 'Interdependent service components',
          hint: 'Say for each whether it must be on the same site or how fast it must be reached.',
          table: ['Service', 'On the same site or within', 'Provider']
        }
      ]
    },
    {
      id: 'sp-standards',
      heading: 'Core and developmental standards',
      mandatory: true,
      hint: 'Mandatory. Core standards hold for every provider; developmental standards have a date.',
      parts: []
    },
    {
      id: 'sp-links',
      heading: 'Links to other specifications and guidance',
      mandatory: false,
      hint: 'Optional. Name each with its date.',
      parts: []
    }
  ]
};
