/** What stands in the columns of a party or an organisation that must not be named. */
import { comparable } from '../identity.ts';
import { redactedOrganisation } from '../parties/resolve.ts';
import { redactedText } from './names.ts';

export const nobody = {
  name: null,
  nip: null,
  nip_valid: false,
  legal_form: null,
  postcode: null,
  town: null,
  name_key: '',
} as const;

export const noParty = {
  organisation_id: redactedOrganisation.id,
  office_id: null,
  stated_name: redactedText,
  stated_key: comparable(redactedText),
  stated_nip: null,
  nip_valid: null,
  method: null,
  confidence: null,
} as const;
