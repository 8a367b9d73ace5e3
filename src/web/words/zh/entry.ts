export const entry = {
  title: '',
} as const;
