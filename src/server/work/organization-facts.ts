/** What a piece of work needs to know of its organization: the salt of its commitments, and the story's clock of a demonstration. */
export interface OrganizationFacts {
  readonly salt: Buffer;
  readonly clockAt: string | null;
  readonly clockSetAt: string | null;
}

export const organizationFactsSql = `select salt, clock_at as "clockAt", clock_set_at as "clockSetAt"
  from app.organization where organization_id = app.current_organization()`;
