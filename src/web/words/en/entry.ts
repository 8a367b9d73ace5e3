import type { Shape } from '../shape.ts';
import type { entry as zh } from '../zh/entry.ts';

export const entry: Shape<typeof zh> = {
  signInTitle: 'Sign in to Tanheng',
  tagline: 'Emission, asset, trading and neutrality on one management system; every number opens down to its evidence.',
  email: 'E-mail',
  password: 'Password',
  signIn: 'Sign in',
  forgotten: 'Forgotten? An administrator can give you a new invitation link.',
  demoTitle: 'Demonstration enterprise',
  demoText:
    'Choose a person to enter with one click. All see the same enterprise but may do different things: entry, review and approval need different people.',
  demoOf: '{{name}} (fictitious data)',
  demoLoading: 'The demonstration enterprise is being loaded; it will be here in a few seconds…',
  mayDo: 'May ',
  mayOnlyRead: 'May look, changes nothing',
  andMore: 'and more ({{count}} in all)',
  setupTitle: 'First set-up',
  setupText:
    'Creates the organization and its first person for this installation. The first person is also the administrator and can invite others.',
  setupCode: 'Set-up code',
  setupCodeHint: 'Shown in the terminal at first start',
  organizationName: 'Name of the organization (Chinese)',
  organizationNameEn: 'Name of the organization (English)',
  personName: 'Your name',
  newPassword: 'Choose a password',
  passwordHint: '8 to 128 characters; no rule of composition, but common passwords are refused.',
  passwordShort: 'At least 8 characters',
  setupDo: 'Create and enter',
  setupDone: 'This installation has been set up.',
  setupNeeded: 'This installation waits to be set up. Open the set-up page by the link shown in the terminal.',
  toSignIn: 'To sign-in',
  toSetup: 'To set-up',
  invitationTitle: 'Accept the invitation',
  invitationText: 'Choose a password; from then on sign in with your e-mail and this password. The link works once.',
  invitationDo: 'Set password and enter',
  invitationMissing: 'The link is incomplete: it has no code. Copy the whole link again from whoever invited you.',
};
