#include "app/export/pdf_finish.hpp"

#include "core/base/version.hpp"

#include <QDateTime>

#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEFStreamObjectHelper.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFFileSpecObjectHelper.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFWriter.hh>

#include <algorithm>
#include <cmath>

namespace vitrine::pdf {

namespace {

constexpr const char* kFixedDate = "D:20000101000000Z";

QPDFObjectHandle real(double value) { return QPDFObjectHandle::newReal(value, 3); }
QPDFObjectHandle name(const std::string& text) { return QPDFObjectHandle::newName(text); }
QPDFObjectHandle unicode(const std::string& text) { return QPDFObjectHandle::newUnicodeString(text); }
QPDFObjectHandle integer(std::size_t value) { return QPDFObjectHandle::newInteger(static_cast<long long>(value)); }

std::string dateText(bool reproducible) {
  if (reproducible) return kFixedDate;
  return "D:" + QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMddHHmmss")).toStdString() + "Z";
}

class Finisher {
public:
  Finisher(QPDF& pdf, const Finish& finish, const PdfOptions& options)
      : m_pdf(pdf), m_finish(finish), m_options(options), m_pages(pdf.getAllPages()), m_root(pdf.getRoot()) {}

  void addLinks() {
    for (const Link& link : m_finish.links) {
      QPDFObjectHandle annotation = QPDFObjectHandle::newDictionary();
      if (!link.anchor.empty()) {
        const auto place = m_finish.places.find(link.anchor);
        if (place == m_finish.places.end()) continue;  // a section that this document does not have
        annotation.replaceKey("/Dest", destination(place->second));
      } else {
        QPDFObjectHandle action = QPDFObjectHandle::newDictionary();
        action.replaceKey("/S", name("/URI"));
        action.replaceKey("/URI", QPDFObjectHandle::newString(link.url));
        annotation.replaceKey("/A", action);
      }
      annotation.replaceKey("/Type", name("/Annot"));
      annotation.replaceKey("/Subtype", name("/Link"));
      annotation.replaceKey("/Border", QPDFObjectHandle::parse("[0 0 0]"));
      annotation.replaceKey("/F", QPDFObjectHandle::newInteger(4));  // also when printed
      annotation.replaceKey("/Rect", rectangle(link));
      QPDFObjectHandle page = m_pages.at(static_cast<std::size_t>(link.page));
      if (!page.hasKey("/Annots")) page.replaceKey("/Annots", QPDFObjectHandle::newArray());
      page.getKey("/Annots").appendItem(m_pdf.makeIndirectObject(annotation));
    }
  }

  void addBookmarks() {
    if (m_finish.bookmarks.empty()) return;
    QPDFObjectHandle outlines = m_pdf.makeIndirectObject(QPDFObjectHandle::newDictionary());
    outlines.replaceKey("/Type", name("/Outlines"));
    std::size_t next = 0;
    addChildren(outlines, next, 1);
    outlines.replaceKey("/Count", integer(m_finish.bookmarks.size()));  // all open
    m_root.replaceKey("/Outlines", outlines);
    m_root.replaceKey("/PageMode", name("/UseOutlines"));
  }

  void addNamedPlaces() {
    QPDFObjectHandle places = QPDFObjectHandle::newDictionary();
    for (const auto& [anchor, place] : m_finish.places) {
      if (!anchor.empty()) places.replaceKey("/" + anchor, destination(place));
    }
    m_root.replaceKey("/Dests", m_pdf.makeIndirectObject(places));
  }

  void describe() {
    QPDFObjectHandle info = QPDFObjectHandle::newDictionary();
    const std::string program = std::string("Vitrine ") + kVersion;
    info.replaceKey("/Title", unicode(m_finish.title));
    if (!m_finish.subject.empty()) info.replaceKey("/Subject", unicode(m_finish.subject));
    if (!m_options.author.empty()) info.replaceKey("/Author", unicode(m_options.author));
    info.replaceKey("/Creator", unicode(program));
    info.replaceKey("/Producer", unicode(program + " (Qt " + qVersion() + ", qpdf " + QPDF::QPDFVersion() + ")"));
    const std::string date = dateText(m_options.reproducible);
    info.replaceKey("/CreationDate", QPDFObjectHandle::newString(date));
    info.replaceKey("/ModDate", QPDFObjectHandle::newString(date));
    m_pdf.getTrailer().replaceKey("/Info", m_pdf.makeIndirectObject(info));
    m_root.replaceKey("/Lang", QPDFObjectHandle::newString("en"));
    m_root.replaceKey("/ViewerPreferences", QPDFObjectHandle::parse("<< /DisplayDocTitle true >>"));
  }

  void attach() {
    QPDFEmbeddedFileDocumentHelper files(m_pdf);
    for (const PdfAttachment& attachment : m_options.attachments) {
      auto stream = QPDFEFStreamObjectHelper::createEFStream(m_pdf, attachment.content);
      if (!attachment.mimeType.empty()) stream.setSubtype(attachment.mimeType);
      const std::string date = dateText(m_options.reproducible);
      stream.setCreationDate(date);
      stream.setModDate(date);
      auto specification = QPDFFileSpecObjectHelper::createFileSpec(m_pdf, attachment.name, stream);
      if (!attachment.description.empty()) specification.setDescription(attachment.description);
      files.replaceEmbeddedFile(attachment.name, specification);
    }
  }

private:
  double pageHeight(int page) {
    return m_pages.at(static_cast<std::size_t>(page)).getKey("/MediaBox").getArrayItem(3).getNumericValue();
  }

  QPDFObjectHandle destination(const Place& place) {
    QPDFObjectHandle array = QPDFObjectHandle::newArray();
    array.appendItem(m_pages.at(static_cast<std::size_t>(place.page)));
    array.appendItem(name("/XYZ"));
    array.appendItem(QPDFObjectHandle::newNull());
    array.appendItem(real(std::min(pageHeight(place.page), pageHeight(place.page) - place.y / kPoint + 8)));
    array.appendItem(QPDFObjectHandle::newNull());
    return array;
  }

  QPDFObjectHandle rectangle(const Link& link) {
    const double height = pageHeight(link.page);
    return QPDFObjectHandle::newArray(
        std::vector<QPDFObjectHandle>{real(link.area.left() / kPoint), real(height - link.area.bottom() / kPoint),
                                      real(link.area.right() / kPoint), real(height - link.area.top() / kPoint)});
  }

  /// Consumes bookmarks of `depth` and, below each, the deeper ones that follow it. Returns how many it made visible.
  std::size_t addChildren(QPDFObjectHandle parent, std::size_t& next, int depth) {
    QPDFObjectHandle previous = QPDFObjectHandle::newNull();
    const std::size_t begin = next;
    while (next < m_finish.bookmarks.size() && m_finish.bookmarks[next].depth >= depth) {
      const Bookmark& bookmark = m_finish.bookmarks[next++];
      QPDFObjectHandle item = m_pdf.makeIndirectObject(QPDFObjectHandle::newDictionary());
      item.replaceKey("/Title", unicode(bookmark.title));
      item.replaceKey("/Parent", parent);
      item.replaceKey("/Dest", destination(bookmark.place));
      if (previous.isNull()) {
        parent.replaceKey("/First", item);
      } else {
        previous.replaceKey("/Next", item);
        item.replaceKey("/Prev", previous);
      }
      parent.replaceKey("/Last", item);
      if (const std::size_t below = addChildren(item, next, bookmark.depth + 1); below > 0)
        item.replaceKey("/Count", integer(below));
      previous = item;
    }
    return next - begin;
  }

  QPDF& m_pdf;
  const Finish& m_finish;
  const PdfOptions& m_options;
  std::vector<QPDFObjectHandle> m_pages;
  QPDFObjectHandle m_root;
};

}  // namespace

std::string finishPdf(const std::string& painted, const Finish& finish, const PdfOptions& options) {
  QPDF pdf;
  pdf.setSuppressWarnings(true);
  pdf.processMemoryFile("report", painted.data(), painted.size());
  Finisher finisher(pdf, finish, options);
  finisher.addLinks();
  finisher.addBookmarks();
  finisher.addNamedPlaces();
  finisher.describe();
  finisher.attach();

  QPDFWriter writer(pdf);
  writer.setOutputMemory();
  writer.setMinimumPDFVersion("1.5");
  writer.setObjectStreamMode(qpdf_o_generate);
  writer.setDeterministicID(options.reproducible);
  writer.write();
  const auto bytes = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(bytes->getBuffer()), bytes->getSize()};
}

}  // namespace vitrine::pdf
