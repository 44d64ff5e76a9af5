import { Page } from '../../core/ui/surfaces.tsx';
export default function DesignPage() { return <Page title="Design" />; }
