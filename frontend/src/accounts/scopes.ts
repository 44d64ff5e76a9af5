import type { Schema } from '../core/api.ts';

export type Scope = Schema<'TokenCreate'>['scopes'][number];

/** Every scope that a token can have; the type check fails when the contract gets another. */
const ALL: Record<Scope, true> = {
  'account:read': true,
  'profile:read': true,
  'profile:write': true,
  'careers:read': true,
  'careers:write': true,
  'contacts:read': true,
  'contacts:write': true,
  'outreach:read': true,
  'outreach:write': true,
  'questions:read': true,
  'questions:write': true,
  'interviews:read': true,
  'interviews:write': true,
  'notes:read': true,
  'notes:write': true,
  'preparation:read': true,
  'preparation:write': true,
  'debriefs:read': true,
  'debriefs:write': true,
  'today:read': true,
  'search:read': true,
  'events:read': true,
  'imports:read': true,
  'imports:write': true,
  'export:read': true,
  'export:write': true,
  'connections:read': true,
  'connections:write': true,
  'crm:read': true,
  'crm:write': true,
  'webhooks:read': true,
  'webhooks:write': true,
};

export const SCOPES = Object.keys(ALL) as Scope[];
