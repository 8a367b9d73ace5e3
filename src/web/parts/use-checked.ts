import { useEffect } from 'react';

/** How long somebody has stopped writing before the server is asked. */
const pauseMs = 400;

/** Has what is being written looked at while it is written: once it says something (not null) and was left alone for a moment. `check` keeps its identity. */
export function useChecked<Body>(body: Body | null, check: (request: { body: Body }) => void): void {
  const said = JSON.stringify(body);
  useEffect(() => {
    if (said === 'null') return;
    const timer = setTimeout(() => check({ body: JSON.parse(said) }), pauseMs);
    return () => clearTimeout(timer);
  }, [said, check]);
}
