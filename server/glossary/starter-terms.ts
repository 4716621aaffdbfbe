/** A word as it comes with a new partnership: its partners change it as they like. */
export interface StarterTerm {
  readonly term: string;
  readonly otherForms?: readonly string[];
  readonly explanation: string;
}

/** Words that turn up in nearly every service specification, in plain words of our own. */
export const STARTER_TERMS: readonly StarterTerm[] = [
  {
    term: 'accessible information standard',
    explanation:
      'A rule for health and care services. They must ask how you need to get facts and letters, write it down, and do it each time: in large print or sign language, for example.'
  },
  {
    term: 'admission',
    otherForms: ['admissions', 'admitted'],
    explanation: 'Being taken into a hospital to stay there, for one night or more.'
  },
  { term: 'baseline', explanation: 'How things stood at the start. Later figures are held against it.' },
  {
    term: 'Better Care Fund',
    explanation: 'Money that the NHS and a council put together to spend on care near home.'
  },
  {
    term: 'blood thinners',
    otherForms: ['blood thinner', 'anticoagulants'],
    explanation: 'Drugs that stop blood from clotting. With them, a knock on the head can be serious.'
  },
  {
    term: 'bone health',
    explanation:
      'How strong your bones are. Weak bones break in a fall, and there are drugs and foods that help.'
  },
  {
    term: 'Care Act',
    explanation:
      'The law of 2014 that says what help councils owe to adults who need care, and to those who look after them.'
  },
  {
    term: 'carer',
    otherForms: ['carers', 'unpaid carer', 'unpaid carers'],
    explanation: 'Somebody who looks after a relative, a partner or a friend and is not paid for it.'
  },
  {
    term: 'clinician',
    otherForms: ['clinicians'],
    explanation: 'Somebody trained to treat people: a doctor, a nurse, a therapist.'
  },
  {
    term: 'commissioning',
    otherForms: ['commissioner', 'commissioners', 'commissioned'],
    explanation:
      'Finding out what care people need, choosing who gives it, paying for it, and checking that it is good. Those who do it are commissioners.'
  },
  {
    term: 'community trust',
    otherForms: ['community trusts'],
    explanation: 'An NHS body whose nurses and therapists see you at home or in a clinic near you.'
  },
  {
    term: 'comprehensive assessment',
    otherForms: ['comprehensive geriatric assessment'],
    explanation:
      'A full check of an older person by several staff: body, mind, drugs, home and who is there to help. It ends in a plan.'
  },
  {
    term: 'conveyed',
    otherForms: ['conveyance'],
    explanation: 'Taken to hospital by ambulance.'
  },
  {
    term: 'co-production',
    otherForms: ['co-produced', 'coproduction'],
    explanation: 'Staff and the people who use a service plan it together, from the start and as equals.'
  },
  {
    term: 'CQC',
    otherForms: ['Care Quality Commission'],
    explanation:
      'The Care Quality Commission. It checks hospitals, GPs, care homes and home care, and rates them.'
  },
  {
    term: 'CQUIN',
    explanation: 'A scheme that paid NHS trusts a little more when they met set goals.'
  },
  {
    term: 'discharge',
    otherForms: ['discharged'],
    explanation: 'Leaving hospital, or the end of a treatment.'
  },
  {
    term: 'equality impact assessment',
    otherForms: ['EIA', 'EQIA'],
    explanation:
      'A check, made before a decision, of whether it would treat some groups of people worse than others.'
  },
  {
    term: 'falls',
    otherForms: ['fall'],
    explanation: 'A fall is when you end up on the floor or the ground and did not mean to.'
  },
  { term: 'fracture', otherForms: ['fractures'], explanation: 'A broken or cracked bone.' },
  {
    term: 'frailty',
    otherForms: ['frail'],
    explanation:
      'When the body has little left in reserve, so that a small thing, such as a cold or a new pill, can set you back a lot.'
  },
  {
    term: 'GP',
    otherForms: ['GPs'],
    explanation: 'Your family doctor, or the surgery where you see them.'
  },
  {
    term: 'GP federation',
    otherForms: ['GP federations'],
    explanation: 'A group of GP surgeries that work together and can run a service for all of them.'
  },
  {
    term: 'health inequalities',
    otherForms: ['health inequality'],
    explanation: 'Unfair gaps in health between groups of people, which could be made smaller.'
  },
  {
    term: 'Healthwatch',
    explanation: 'The local body that asks people what they think of health and care, and speaks up for them.'
  },
  {
    term: 'home hazard assessment',
    explanation:
      'Somebody looks round your home with you for things that could make you fall, and helps to put them right.'
  },
  {
    term: 'housing adaptations',
    otherForms: ['home adaptations', 'home changes'],
    explanation:
      'Changes to a home that make it safer to live in: a rail, a ramp, a shower you can walk into.'
  },
  {
    term: 'ICB',
    otherForms: ['ICBs', 'integrated care board', 'integrated care boards'],
    explanation:
      'Integrated care board: the NHS body that plans and pays for most of the health care in an area.'
  },
  {
    term: 'joint committee',
    otherForms: ['joint committees'],
    explanation: 'People from two or more bodies who may decide some things for all of them.'
  },
  {
    term: 'medicines review',
    otherForms: ['medication review'],
    explanation:
      'Somebody goes through all your pills with you, to see which still help and which could make you fall.'
  },
  {
    term: 'multidisciplinary team',
    otherForms: ['multidisciplinary', 'MDT', 'MDTs'],
    explanation:
      'Staff with different skills, such as a nurse, a therapist and a social worker, who plan your care together.'
  },
  { term: 'NHS', explanation: 'The National Health Service.' },
  {
    term: 'NICE',
    explanation:
      'The National Institute for Health and Care Excellence. It looks at what has been tried and says which care works best.'
  },
  {
    term: 'outcome',
    otherForms: ['outcomes'],
    explanation: 'What is different for people in the end, not what staff did.'
  },
  {
    term: 'pathway',
    otherForms: ['care pathway', 'pathways'],
    explanation: 'The steps of your care, from the first call to the last visit.'
  },
  {
    term: 'per 100,000',
    explanation: 'Out of every 100,000 people. It lets you compare a large place with a small one.'
  },
  {
    term: 'primary care network',
    otherForms: ['primary care networks', 'PCN', 'PCNs'],
    explanation: 'A few GP surgeries near one another that share staff.'
  },
  {
    term: 'provider',
    otherForms: ['providers'],
    explanation: 'Who gives the care: a hospital, a charity, a firm.'
  },
  {
    term: 'quorum',
    explanation: 'How many members must be there before a meeting may decide anything.'
  },
  {
    term: 'reablement',
    otherForms: ['re-ablement'],
    explanation: 'Help at home for up to six weeks, so that you can do things for yourself again.'
  },
  {
    term: 'referral',
    otherForms: ['referrals', 'refer on', 'referred'],
    explanation: 'One service asks another to see you.'
  },
  {
    term: 'relay',
    otherForms: ['Relay UK', 'text relay'],
    explanation:
      'A phone service for people who cannot hear or speak well: you type, and somebody reads it out.'
  },
  {
    term: 'safeguarding',
    explanation: 'Keeping people safe from harm, neglect and being used, and acting when they are not.'
  },
  {
    term: 'section 75',
    otherForms: ['Section 75', 's75'],
    explanation:
      'A part of the NHS Act of 2006. It lets the NHS and a council put their money together, or do each other’s work.'
  },
  {
    term: 'service specification',
    otherForms: ['service specifications'],
    explanation:
      'The paper that says what a service must do, for whom, and how well. It becomes part of the contract.'
  },
  {
    term: 'SMOG',
    explanation:
      'A way to count how hard a text is to read, from its long words and its sentences. Lower is easier.'
  },
  {
    term: 'strength and balance',
    explanation: 'Exercise classes, or exercise at home, that make your legs strong and keep you steady.'
  },
  {
    term: 'urgent community response',
    otherForms: ['UCR'],
    explanation:
      'A team that comes to your home within two hours when you need help fast, so that you need not go to hospital.'
  },
  {
    term: 'voluntary sector',
    otherForms: ['VCSE'],
    explanation: 'Charities and local groups that work for people and not for a profit.'
  }
];
