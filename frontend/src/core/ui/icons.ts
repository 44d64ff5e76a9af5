/** Every icon the app may show, by its lucide name: vite/icons.ts draws them into the page. Add one here to use it. */
export const ICONS = [
  'arrow-left', 'arrow-down', 'arrow-right', 'arrow-up', 'book-open', 'briefcase', 'building-2',
  'calendar', 'check', 'chevron-down', 'chevrons-up-down', 'circle-alert', 'circle-check',
  'circle-help', 'clock', 'coffee', 'command', 'compass', 'download', 'ellipsis', 'ellipsis-vertical',
  'external-link', 'eye', 'filter', 'gift', 'grip-vertical', 'info',
  'lightbulb', 'link', 'list-checks', 'log-out', 'mail', 'map-pin', 'menu', 'merge', 'message-circle',
  'monitor', 'moon', 'notebook-pen', 'paperclip', 'pencil', 'phone', 'plus', 'refresh-cw',
  'scale', 'search', 'send', 'settings', 'sparkles', 'star', 'sun', 'tag', 'trash-2', 'triangle-alert', 'undo-2', 'upload',
  'user', 'user-plus', 'users', 'video', 'wifi-off', 'x',
] as const;

export type IconName = (typeof ICONS)[number];
