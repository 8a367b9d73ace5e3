import type { SVGProps } from 'react';

/** Our own line icons on a 20 × 20 grid; drawn here so that no icon font or foreign package is needed. */
const shapes = {
  workbench: 'M3 3h6v8H3zM11 3h6v4h-6zM11 9h6v8h-6zM3 13h6v4H3z',
  emission: 'M3 17h14M5 17V9l4 2.5V9l4 2.5V5h3v12M14.5 2.5c1 .3 1.400 1 2.500.8',
  asset: 'M10 3l7 3.500-7 3.500-7-3.500zM3 10l7 3.500 7-3.500M3 13.500L10 17l7-3.500',
  trading: 'M3 7h13M13 4l3 3-3 3M17 13H4M7 10l-3 3 3 3',
  neutrality: 'M10 3v14M5 17h10M3 6h14M3 6l-1.500 5a2.600 2.600 0 0 0 5 0L5 6M15 6l-1.500 5a2.600 2.600 0 0 0 5 0L17 6',
  system: 'M8 3h4v4H8zM2.500 13h4v4h-4zM13.500 13h4v4h-4zM10 7v3M4.500 13v-3h11v3',
  verification: 'M10 2.500l6.500 2.500v5c0 4-2.700 6.500-6.500 7.700C6.200 16.500 3.500 14 3.500 10V5zM7 10l2.200 2.200L13.500 8',
  settings: 'M3 6h7M14 6h3M3 14h3M10 14h7M12 4a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM8 12a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  search: 'M9 3.500a5.500 5.500 0 1 0 0 11 5.500 5.500 0 0 0 0-11zM13 13l4 4',
  bell: 'M10 2.500a5 5 0 0 0-5 5c0 4-1.500 5-1.500 6.500h13c0-1.500-1.500-2.500-1.500-6.500a5 5 0 0 0-5-5zM8 16.500a2 2 0 0 0 4 0',
  help: 'M10 2.500a7.500 7.500 0 1 0 0 15 7.500 7.500 0 0 0 0-15zM7.800 7.800a2.200 2.200 0 1 1 3.200 2c-.7.4-1 .8-1 1.700M10 14.200v.1',
  person: 'M10 3a3.200 3.200 0 1 0 0 6.400A3.200 3.200 0 0 0 10 3zM3.500 17c.6-3.500 3.200-5.200 6.500-5.200s5.900 1.700 6.500 5.200',
  language:
    'M10 2.500a7.500 7.500 0 1 0 0 15 7.500 7.500 0 0 0 0-15zM2.500 10h15M10 2.500c2 2 3 4.500 3 7.500s-1 5.500-3 7.500c-2-2-3-4.500-3-7.500s1-5.500 3-7.500z',
  chevronRight: 'M8 5l5 5-5 5',
  chevronDown: 'M5 8l5 5 5-5',
  chevronLeft: 'M12 5l-5 5 5 5',
  arrowUp: 'M10 16.500v-13M5.500 8L10 3.500 14.500 8',
  arrowDown: 'M10 3.500v13M5.500 12l4.500 4.500 4.500-4.500',
  arrowRight: 'M3.500 10h13M12 5.500l4.500 4.500-4.500 4.500',
  plus: 'M10 4v12M4 10h12',
  close: 'M5 5l10 10M15 5L5 15',
  check: 'M4 10.500l4 4 8-9',
  error: 'M6.800 2.500h6.400l4.300 4.300v6.400l-4.300 4.300H6.800l-4.300-4.300V6.800zM7.500 7.500l5 5M12.500 7.500l-5 5',
  warning: 'M10 3l7.500 13.500h-15zM10 8v4M10 14.200v.1',
  info: 'M10 2.500a7.500 7.500 0 1 0 0 15 7.500 7.500 0 0 0 0-15zM10 9v5M10 6.200v.1',
  download: 'M10 3v9M6 8.500l4 4 4-4M3.500 16.500h13',
  upload: 'M10 13V4M6 7.500l4-4 4 4M3.500 16.500h13',
  file: 'M5 2.500h6.500L15.500 6.500v11h-10.500zM11.500 2.500v4h4',
  copy: 'M7 7h10v10H7zM13 7V3H3v10h4',
  link: 'M8.500 11.500a3 3 0 0 0 4.300 0l3-3a3 3 0 0 0-4.300-4.300l-1 1M11.500 8.500a3 3 0 0 0-4.300 0l-3 3a3 3 0 0 0 4.300 4.300l1-1',
  paperclip:
    'M14.500 9.500l-5 5a3.200 3.200 0 0 1-4.500-4.500l6.500-6.500a2.100 2.100 0 0 1 3 3l-6.300 6.300a1 1 0 0 1-1.500-1.500l5.300-5.300',
  undo: 'M7 4L3.500 7.500 7 11M3.500 7.500h8a4.500 4.500 0 0 1 0 9H7',
  redo: 'M13 4l3.500 3.500L13 11M16.500 7.500h-8a4.500 4.500 0 0 0 0 9H13',
  lock: 'M4.500 9h11v8h-11zM7 9V6.500a3 3 0 0 1 6 0V9',
  calendar: 'M3 4.500h14v12.500H3zM3 8.500h14M7 2.500v4M13 2.500v4',
  derivation: 'M4 4h5v4H4zM11 12h5v4h-5zM6.500 8v6H11',
  filter: 'M3 4h14l-5.500 6.500v5l-3 1.500v-6.500z',
  density: 'M3 5h14M3 10h14M3 15h14',
  menu: 'M3 5h14M3 10h9M3 15h14',
  trash: 'M4 6h12M8 6V3.500h4V6M5.500 6l.7 11h7.600l.7-11',
  pencil: 'M4 16l.8-3.500L13.500 3.800a1.400 1.400 0 0 1 2 0l.7.7a1.400 1.400 0 0 1 0 2L7.500 15.200z',
  refresh: 'M16 10a6 6 0 1 1-1.800-4.300M16.500 3v4h-4',
  meter: 'M3.500 14a7 7 0 1 1 13 0zM10 12l3.500-4',
  plant: 'M3 17V8l5 3V8l5 3V4h4v13z',
  key: 'M7 9a4 4 0 1 0 0 2.500h4v2.500h2.500v-2.500H17V9z',
  play: 'M6 4l10 6-10 6z',
  stop: 'M5 5h10v10H5z',
  eye: 'M2 10c2-3.700 4.700-5.500 8-5.500s6 1.800 8 5.500c-2 3.700-4.700 5.500-8 5.500S4 13.700 2 10zM10 7.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z',
  clock: 'M10 2.500a7.500 7.500 0 1 0 0 15 7.500 7.500 0 0 0 0-15zM10 6v4l3 2',
  externalLink: 'M11 3.500h5.500V9M16.500 3.500L9 11M14 11.500v5H3.500V6h5',
} as const;

export type IconName = keyof typeof shapes;

/** Decorative: the text beside it carries the meaning. */
export function Icon({ name, size = 16, ...rest }: { name: IconName; size?: number } & Omit<SVGProps<SVGSVGElement>, 'name'>) {
  return (
    <svg
      className="th-icon"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      {...rest}
    >
      <path d={shapes[name]} />
    </svg>
  );
}
