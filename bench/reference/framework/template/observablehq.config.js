export default {
  title: 'Reference chapter',
  root: 'src',
  globalStylesheets: [],
}
