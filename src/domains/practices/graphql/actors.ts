/** Who has to do with an entry: an office of the hub, or an organisation that is none. */
import { builder } from '#graphql/builder.ts';
import { heldOffices, Office } from '#offices';
import type { Actor as ActorData, Party } from '../model.ts';
import { AdmissionRole, OrganiserRole, PracticeRole } from './enums.ts';
import { type Fields, title } from './texts.ts';

function actorFields<T extends ActorData>(t: Fields<T>) {
  return {
    office: t.field({
      type: Office,
      nullable: true,
      description: 'The office; null for an organisation that is no office of the hub.',
      resolve: (actor) => (actor as ActorData).office,
    }),
    name: title(t, 'Its name: of an office the official one, in Polish.', ({ office, organisation }, context) => {
      return organisation ?? context.release.get(heldOffices).office(office ?? '')?.name ?? '';
    }),
  };
}

export const Actor = builder.objectRef<ActorData>('Actor').implement({
  description: 'An office of the hub, or an organisation that is none, such as one abroad.',
  fields: (t) => actorFields(t),
});

export const PracticeOffice = builder.objectRef<Party>('PracticeOffice').implement({
  description: 'An office or organisation with its role in a practice.',
  fields: (t) => ({
    role: t.field({
      type: PracticeRole,
      description: 'Its role.',
      resolve: ({ role }) => role as typeof PracticeRole.$inferType,
    }),
    ...actorFields(t),
  }),
});

export const Organiser = builder.objectRef<Party>('Organiser').implement({
  description: 'An office or organisation with its role in a call, an event or a living lab.',
  fields: (t) => ({
    role: t.field({
      type: OrganiserRole,
      description: 'Its role.',
      resolve: ({ role }) => role as typeof OrganiserRole.$inferType,
    }),
    ...actorFields(t),
  }),
});

export const Admission = builder.objectRef<Party>('Admission').implement({
  description: 'An office or organisation whose application to a call was taken or is in reserve.',
  fields: (t) => ({
    role: t.field({
      type: AdmissionRole,
      description: 'How its application ended.',
      resolve: ({ role }) => role as typeof AdmissionRole.$inferType,
    }),
    ...actorFields(t),
  }),
});
