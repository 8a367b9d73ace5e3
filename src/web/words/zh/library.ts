export const library = {
  title: '',
} as const;
