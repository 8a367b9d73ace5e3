export { freezeAssessment, signAssessment } from './freeze-assessment.ts';
export { inboxSource } from './inbox-source.ts';
export { latestStanding } from './latest-standing.ts';
export { openAssessment } from './open-assessment.ts';
export { readAssessment } from './read-assessments.ts';
export { routes } from './routes.ts';
export { acceptProposals, scoreClause } from './score-clauses.ts';
export { subjects } from './subjects.ts';
