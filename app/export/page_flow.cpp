#include "app/export/page_flow.hpp"

namespace vitrine::pdf {

namespace {

class Filler {
public:
  explicit Filler(double pageHeight) : m_height(pageHeight) { newPage(); }

  void place(const Strip& strip) {
    if (strip.startsPage && !m_pages.back().empty()) newPage();
    double before = spaceBefore(strip);
    if (m_used + before + strip.height > m_height && !m_pages.back().empty()) {
      newPage();
      before = 0;
    }
    if (m_pages.back().empty() && strip.header) put(*strip.header, 0);
    put(strip, before);
  }

  bool fits(double height) const { return m_used + height <= m_height; }
  bool isAtTop() const { return m_pages.back().empty(); }
  void newPage() {
    m_pages.emplace_back();
    m_used = 0;
  }
  double spaceBefore(const Strip& strip) const { return isAtTop() ? 0 : strip.before; }
  double pageHeight() const { return m_height; }
  std::vector<Page> take() { return std::move(m_pages); }

private:
  void put(const Strip& strip, double before) {
    m_pages.back().push_back({&strip, m_used + before});
    m_used += before + strip.height;
  }

  double m_height;
  double m_used = 0;
  std::vector<Page> m_pages;
};

}  // namespace

std::vector<Page> flow(const std::vector<Strip>& strips, double pageHeight) {
  Filler filler(pageHeight);
  for (std::size_t first = 0; first < strips.size();) {
    std::size_t last = first;
    double height = strips[first].height;
    while (strips[last].keepWithNext && last + 1 < strips.size() && !strips[last + 1].startsPage) {
      ++last;
      height += strips[last].before + strips[last].height;
    }
    const double head = strips[first].header ? strips[first].header->height : 0;
    const bool movesTogether = height + head <= pageHeight;
    if (movesTogether && !filler.fits(filler.spaceBefore(strips[first]) + height) && !filler.isAtTop())
      filler.newPage();
    for (; first <= last; ++first) filler.place(strips[first]);
  }
  return filler.take();
}

}  // namespace vitrine::pdf
