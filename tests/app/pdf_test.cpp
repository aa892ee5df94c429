#include "app/export/pdf_painter.hpp"

#include "core/base/error.hpp"
#include "tests/support/sample_sphere.hpp"
#include "tests/widgets/sample_plots.hpp"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFOutlineDocumentHelper.hh>

#include <sys/resource.h>

#include <atomic>
#include <csignal>

using namespace vitrine;

namespace {

const std::string kHash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const std::string kLongName = std::string(180, 'q') + "_end_of_the_long_name.map";

GrayImage ramp(int width, int height) {
  GrayImage image;
  image.width = width;
  image.height = height;
  image.pixelWidthA = image.pixelHeightA = 1.5;
  for (int i = 0; i < width * height; ++i) image.values.push_back(static_cast<float>(i % width));
  return image;
}

Section section(int depth, std::string number, std::string title, std::string anchor) {
  Section result;
  result.depth = depth;
  result.number = std::move(number);
  result.title = std::move(title);
  result.anchor = std::move(anchor);
  result.startsPage = depth == 1;
  return result;
}

/// Every kind of block, a table of 200 rows, texts that are hard to break.
Document everyBlock() {
  Document document;
  document.title = "Map validation report";
  document.subtitle = "sample.map";
  document.frontPage = {{"Entry", "EMD-0000"},
                        {"Authors", "A. Nobody"},
                        {"Map", kLongName},
                        {"Entry date", "2021-03-04"},
                        {"Report date", "2022-05-06"}};
  Section contents = section(1, "", "Contents", "contents");
  contents.blocks.emplace_back(TableOfContents{});
  document.sections.push_back(contents);

  Section summary = section(1, "1", "Summary", "summary");
  TextTable overview;
  overview.header = {"Section", "Check", "Status"};
  overview.rows = {{"2.1", "0.a Mass analysis", "2 warnings"}, {"3", "Long table", "Does not apply: no half maps"}};
  overview.links = {"0.a", "long"};
  overview.rowStatus = {Status::Warnings, Status::DoesNotApply};
  summary.blocks.emplace_back(overview);
  document.sections.push_back(summary);

  document.sections.push_back(section(1, "2", "Level 0", "level0"));
  Section mass = section(2, "2.1", "Level 0.a Mass analysis", "0.a");
  mass.blocks.emplace_back(Paragraph{"Body text about 26.00 A and doi:10.1039/D2FD00059H."});
  mass.blocks.emplace_back(Paragraph{"Emphasised lead", TextStyle::Emphasis});
  mass.blocks.emplace_back(Paragraph{"Alarming words", TextStyle::Alarm});
  mass.blocks.emplace_back(Paragraph{"Small words", TextStyle::Small});
  mass.blocks.emplace_back(BulletList{{"first bullet", "second bullet"}});
  mass.blocks.emplace_back(
      NumberTable{{{"SHA-256", kHash, ""}, {"Left space", "26.00 A", "VRS definition gives 27.00 A"}}});
  mass.blocks.emplace_back(StatusBlock{Status::Warnings, "2 warnings"});
  mass.blocks.emplace_back(
      WarningBlock{{{"decentered_x", "Decentred along X by 31 %", Location{{1, 2, 3}, {1.5, 3, 4.5}}}},
                   {{"at voxel (1, 2, 3), position 1.5, 3.0, 4.5 A", "", "A focused refinement."}}});
  mass.blocks.emplace_back(StatusBlock{Status::CouldNotBeMeasured, "Could not be measured: too small"});
  mass.blocks.emplace_back(PlotBlock{ui::guinierPlot()});
  mass.blocks.emplace_back(SphereBlock{test::sampleSphere()});
  Figure figure{"slices", "Figure 2. Central slices.", {}};
  SlicePicture constant{ramp(1, 40), "Slice 7 along Y", {}, {}};
  for (const char* title : {"Slice 5 along X", "Slice 6 along Y", "Slice 7 along Z", "Slice 8 along Z"})
    figure.pictures.emplace_back(SlicePicture{ramp(40, 30), title, {}, {}});
  figure.pictures.emplace_back(constant);
  mass.blocks.emplace_back(FigureBlock{figure});
  document.sections.push_back(mass);

  Section table = section(1, "3", "Long table", "long");
  TextTable rows;
  rows.caption = "Table 9. Two hundred rows.";
  rows.header = {"Index", "Headword", "Note"};
  for (int i = 0; i < 200; ++i) rows.rows.push_back({std::to_string(1000 + i), "word" + std::to_string(i), "-"});
  rows.rows.push_back({"9999", std::string(6000, 'z') + "tail", "a row higher than half a page"});
  table.blocks.emplace_back(rows);
  document.sections.push_back(table);
  return document;
}

QString run(const QString& program, const QStringList& arguments) {
  QProcess process;
  process.start(program, arguments);
  if (!process.waitForFinished(60'000)) qFatal("%s does not run; it is in poppler-utils", qPrintable(program));
  return QString::fromUtf8(process.readAllStandardOutput());
}

}  // namespace

class PdfTest : public QObject {
  Q_OBJECT

private slots:
  void initTestCase() {
    QVERIFY(m_folder.isValid());
    m_file = m_folder.filePath("report.pdf").toStdString();
    PdfOptions options;
    options.attachments.push_back({"report.json", "application/json", "Results", "{\"a\": 1}\n"});
    Progress progress;
    writePdf(everyBlock(), m_file, progress, options);
    m_pdf.processFile(m_file.c_str());
  }

  void isSoundAndDescribesItself() {
    QVERIFY(m_pdf.getWarnings().empty());
    QPDFObjectHandle info = m_pdf.getTrailer().getKey("/Info");
    QCOMPARE(info.getKey("/Title").getUTF8Value(), std::string("Map validation report: EMD-0000, sample.map"));
    QCOMPARE(info.getKey("/Author").getUTF8Value(), std::string("A. Nobody"));
    QVERIFY(info.getKey("/Producer").getUTF8Value().starts_with("Vitrine"));
  }

  void bookmarksFollowTheSections() {
    QPDFOutlineDocumentHelper outlines(m_pdf);
    const auto top = outlines.getTopLevelOutlines();
    QCOMPARE(top.size(), std::size_t{4});
    QCOMPARE(QPDFOutlineObjectHelper(top[2]).getTitle(), std::string("2 Level 0"));
    auto kids = QPDFOutlineObjectHelper(top[2]).getKids();
    QCOMPARE(kids.size(), std::size_t{1});
    QCOMPARE(kids[0].getTitle(), std::string("2.1 Level 0.a Mass analysis"));
    QVERIFY(kids[0].getDestPage().isPageObject());
  }

  void linksLeadToExistingPagesAndLieInsideThePage() {
    int internal = 0, external = 0;
    for (QPDFObjectHandle page : m_pdf.getAllPages()) {
      if (!page.hasKey("/Annots")) continue;
      for (QPDFObjectHandle link : page.getKey("/Annots").getArrayAsVector()) {
        const auto box = link.getKey("/Rect").getArrayAsRectangle();
        QVERIFY(box.llx >= 0 && box.lly >= 0 && box.urx <= 595 && box.ury <= 842 && box.lly < box.ury);
        if (link.hasKey("/Dest")) {
          ++internal;
          QVERIFY(link.getKey("/Dest").getArrayItem(0).isPageObject());
        } else {
          ++external;
          QCOMPARE(link.getKey("/A").getKey("/URI").getStringValue(),
                   std::string("https://doi.org/10.1039/D2FD00059H"));
        }
      }
    }
    QCOMPARE(internal, 4 + 2);  // contents without itself, two rows of the overview
    QCOMPARE(external, 1);
  }

  void contentsNameThePageOfEachSection() {
    const QString contents = text(2);
    QPDFObjectHandle places = m_pdf.getRoot().getKey("/Dests");
    const auto pages = m_pdf.getAllPages();
    for (const auto& [anchor, title] :
         {std::pair{"/0.a", "Level 0.a Mass analysis"}, std::pair{"/long", "Long table"}}) {
      QPDFObjectHandle target = places.getKey(anchor).getArrayItem(0);
      int number = 0;
      for (std::size_t i = 0; i < pages.size(); ++i) {
        if (pages[i].getObjGen() == target.getObjGen()) number = static_cast<int>(i) + 1;
      }
      QVERIFY(number > 0);
      QVERIFY2(contents.contains(QRegularExpression(QString(title) + "\\s+" + QString::number(number) + "\\b")), title);
    }
  }

  void everyPageIsNumbered() {
    const auto count = static_cast<int>(m_pdf.getAllPages().size());
    QVERIFY(count >= 8);
    for (int page = 1; page <= count; ++page) {
      QVERIFY(text(page).contains(QString("Page %1 of %2").arg(page).arg(count)));
      if (page > 1) QVERIFY(text(page).contains("EMD-0000, sample.map"));
    }
  }

  void everyTextIsThereComplete() {
    const QString all = text(0);
    for (const char* words : {"2021-03-04",
                              "2022-05-06",
                              "Emphasised lead",
                              "Alarming words",
                              "Small words",
                              "first bullet",
                              "second bullet",
                              "2 warnings",
                              "Does not apply: no half maps",
                              "Could not be measured: too small",
                              "Decentred along X by 31 %",
                              "voxel (1, 2, 3)",
                              "Accepted: A focused refinement.",
                              "Guinier plot",
                              "reported resolution",
                              "Directional resolution",
                              "Resolution (\u00c5)",
                              "worst",
                              "better than 2.00",
                              "Slice 8 along Z",
                              "constant",
                              "Figure 2. Central slices.",
                              "Table 9. Two hundred rows."}) {
      QVERIFY2(all.contains(words), words);
    }
    QString joined = all;
    joined.remove(QRegularExpression("\\s"));
    QVERIFY(joined.contains(QString::fromStdString(kHash)));
    QVERIFY(joined.contains(QString::fromStdString(kLongName)));
    QCOMPARE(joined.count('z'), 6000);
    for (int i = 0; i < 200; ++i) QVERIFY(all.contains(QRegularExpression(QString("\\bword%1\\b").arg(i))));
    QVERIFY(all.contains(QString("26.00") + QChar(0xa0) + QChar(0xc5)) ||
            all.contains(QString("26.00 ") + QChar(0xc5)));
  }

  void aLongTableRepeatsItsHead() {
    int heads = 0, pages = 0;
    for (int page = 1; page <= static_cast<int>(m_pdf.getAllPages().size()); ++page) {
      const QString words = text(page);
      heads += words.contains("Headword");
      pages += words.contains(QRegularExpression("\\bword[0-9]+\\b"));
    }
    QVERIFY(pages >= 4);
    QVERIFY(heads >= pages);
  }

  void nothingIsPaintedOutsideTheMargins() {
    const QString image = m_folder.filePath("page");
    run("pdftoppm", {"-r", "40", "-gray", QString::fromStdString(m_file), image});
    const QStringList pages = QDir(m_folder.path()).entryList({"page-*.pgm"});
    QCOMPARE(pages.size(), static_cast<int>(m_pdf.getAllPages().size()));
    for (const QString& name : pages) {
      const QImage page(m_folder.filePath(name));
      const int side = 50 * 40 / 72, foot = 20 * 40 / 72;
      for (int y = 0; y < page.height(); ++y) {
        for (int x = 0; x < page.width(); ++x) {
          const bool margin = x < side || x >= page.width() - side || y < foot || y >= page.height() - foot;
          QVERIFY2(!margin || qGray(page.pixel(x, y)) > 250, qPrintable(name));
        }
      }
    }
  }

  void allFontsAreEmbedded() {
    const QStringList lines = run("pdffonts", {QString::fromStdString(m_file)}).split('\n', Qt::SkipEmptyParts);
    QVERIFY(lines.size() >= 4);  // two lines of heading, regular, bold
    for (int i = 2; i < lines.size(); ++i)
      QVERIFY2(lines[i].contains(QRegularExpression("\\syes\\s+(yes|no)\\s+yes\\s")), qPrintable(lines[i]));
  }

  void carriesTheAttachment() {
    QPDFEmbeddedFileDocumentHelper files(m_pdf);
    auto file = files.getEmbeddedFile("report.json");
    QVERIFY(file != nullptr);
    const auto data = file->getEmbeddedFileStream().getStreamData();
    QCOMPARE(std::string(reinterpret_cast<const char*>(data->getBuffer()), data->getSize()),
             std::string("{\"a\": 1}\n"));
  }

  void equalDocumentsGiveEqualBytesWhenAsked() {
    PdfOptions options;
    options.reproducible = true;
    Progress progress;
    Document document = everyBlock();
    const std::string first = pdfBytes(document, progress, options);
    QVERIFY(first == pdfBytes(document, progress, options));
    document.sections[1].title = "Another";
    QVERIFY(first != pdfBytes(document, progress, options));
  }

  void worksFromAnotherThread() {
    const Document document = everyBlock();
    PdfOptions options;
    options.reproducible = true;
    Progress here, there;
    const std::string expected = pdfBytes(document, here, options);
    std::string bytes;
    std::atomic<bool> done = false;
    std::unique_ptr<QThread> thread(QThread::create([&] {
      bytes = pdfBytes(document, there, options);
      done = true;
    }));
    thread->start();
    QTRY_VERIFY_WITH_TIMEOUT(done, 30'000);
    thread->wait();
    QVERIFY(bytes == expected);
  }

  void stopsWhenAsked() {
    std::stop_source stop;
    stop.request_stop();
    Progress progress(nullptr, stop.get_token());
    const std::string file = m_folder.filePath("stopped.pdf").toStdString();
    QVERIFY_EXCEPTION_THROWN(writePdf(everyBlock(), file, progress), Cancelled);
    QVERIFY(!QFile::exists(QString::fromStdString(file)));
  }

  void aDiskThatFillsLeavesNothing() {
    QTemporaryDir full;
    const std::string file = full.filePath("report.pdf").toStdString();
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    rlimit small = before;
    small.rlim_cur = 4096;
    setrlimit(RLIMIT_FSIZE, &small);
    QString message;
    try {
      Progress progress;
      writePdf(everyBlock(), file, progress);
    } catch (const OutputError& error) {
      message = error.what();
    }
    setrlimit(RLIMIT_FSIZE, &before);
    QVERIFY2(message.contains("report.pdf") && message.contains("too large", Qt::CaseInsensitive), qPrintable(message));
    QVERIFY(QDir(full.path()).isEmpty());
  }

private:
  /// Text of a page (1-based), or of all.
  QString text(int page) const {
    QStringList arguments{"-layout"};
    if (page > 0) arguments += {"-f", QString::number(page), "-l", QString::number(page)};
    return run("pdftotext", arguments + QStringList{QString::fromStdString(m_file), "-"});
  }

  QTemporaryDir m_folder;
  std::string m_file;
  QPDF m_pdf;
};

QTEST_MAIN(PdfTest)
#include "pdf_test.moc"
