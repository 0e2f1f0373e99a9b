/** Lists of the entries that lead to an entry or a topic. */
import { builder } from '#graphql/builder.ts';
import {
  adoptionsOf,
  callsOf,
  costBenefitsOf,
  eventsOf,
  livingLabsOf,
  practicesOf,
  submissionsTo,
} from '../lists/links.ts';
import { Adoption, CostBenefit } from './adoption.ts';
import { Call } from './call.ts';
import { Citation } from './citation.ts';
import { Event } from './event.ts';
import { FieldsOf } from './fields.ts';
import { LivingLab } from './living-lab.ts';
import { Practice, Submission } from './practice.ts';
import { Topic } from './topic.ts';

const practice = new FieldsOf<'Practice'>();
const call = new FieldsOf<'Call'>();
const event = new FieldsOf<'Event'>();
const lab = new FieldsOf<'LivingLab'>();
const topic = new FieldsOf<'Topic'>();
const citation = new FieldsOf<'Citation'>();

builder.prismaObjectFields(Practice, (t) => ({
  adoptions: practice.linked(t, 'slug', Adoption, adoptionsOf.practice, 'Who adopted it, the latest first.'),
  costBenefits: practice.linked(
    t,
    'slug',
    CostBenefit,
    costBenefitsOf.practice,
    'Assessments of its costs and benefits, the latest first.',
  ),
}));

builder.prismaObjectField(Call, 'submissions', (t) =>
  call.linked(
    t,
    'slug',
    Submission,
    submissionsTo,
    'The practices that were submitted to it and what became of them, by title.',
  ),
);

builder.prismaObjectField(Event, 'calls', (t) =>
  event.linked(t, 'slug', Call, callsOf.event, 'The calls for practices to be shown at it, the latest first.'),
);

builder.prismaObjectFields(LivingLab, (t) => ({
  practices: lab.linked(t, 'slug', Practice, practicesOf.livingLab, 'The practices that came out of it, by title.'),
  calls: lab.linked(t, 'slug', Call, callsOf.livingLab, 'The calls for its participants, the latest first.'),
}));

builder.prismaObjectFields(Topic, (t) => ({
  practices: topic.linked(t, 'slug', Practice, practicesOf.topic, 'Practices on it, by title.'),
  calls: topic.linked(t, 'slug', Call, callsOf.topic, 'Calls with a theme on it, the one that closes last first.'),
  events: topic.linked(t, 'slug', Event, eventsOf.topic, 'Events with a session on it, the latest first.'),
}));

builder.prismaObjectFields(Citation, (t) => ({
  practices: citation.linked(t, 'slug', Practice, practicesOf.citation, 'Practices that cite it, by title.'),
  adoptions: citation.linked(t, 'slug', Adoption, adoptionsOf.citation, 'Adoptions that cite it, the latest first.'),
  costBenefits: citation.linked(
    t,
    'slug',
    CostBenefit,
    costBenefitsOf.citation,
    'Assessments of costs and benefits that cite it, the latest first.',
  ),
  calls: citation.linked(t, 'slug', Call, callsOf.citation, 'Calls that cite it, the latest first.'),
  events: citation.linked(t, 'slug', Event, eventsOf.citation, 'Events that cite it, the latest first.'),
  livingLabs: citation.linked(t, 'slug', LivingLab, livingLabsOf.citation, 'Living labs that cite it, by title.'),
}));
