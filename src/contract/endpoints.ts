import { documentEndpoints } from './document.ts';
import { emissionEndpoints } from './emission.ts';
import type { Endpoint } from './endpoint.ts';
import { identityEndpoints } from './identity.ts';
import { libraryEndpoints } from './library.ts';
import { organizationEndpoints } from './organization.ts';

/** Everything that can be called, in the order of the OpenAPI document. A module adds its `…Endpoints` object here. */
export const endpoints: readonly Endpoint[] = [
  ...Object.values(identityEndpoints),
  ...Object.values(organizationEndpoints),
  ...Object.values(documentEndpoints),
  ...Object.values(libraryEndpoints),
  ...Object.values(emissionEndpoints),
];
