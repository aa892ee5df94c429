// Folders as RELION, cryoSPARC and the archive leave them, built here, and what is chosen from them.
#include "core/run/gather.hpp"

#include "core/base/error.hpp"
#include "core/mapio/writer.hpp"
#include "core/volume/volume.hpp"
#include "tests/support/corpus.hpp"
#include "tests/support/npy_file.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <fstream>

namespace vitrine {
namespace {

namespace fs = std::filesystem;
using test::NpyCell;
using test::npyFile;
using test::TemporaryFolder;

/// A small map with some values; `fill` 0 to 1 makes a mask with that share of ones.
void writeMap(const fs::path& file, int edge = 8, double voxel = 1.5, double fill = -1) {
  fs::create_directories(file.parent_path());
  Volume volume(Grid{{edge, edge, edge}, {voxel, voxel, voxel}, {}});
  const std::int64_t n = volume.grid.voxels();
  for (std::int64_t i = 0; i < n; ++i)
    volume.data[i] = fill < 0 ? static_cast<float>(i % 7) - 3
                              : (static_cast<double>(i) < fill * static_cast<double>(n) ? 1.0F : 0.0F);
  Progress progress;
  save(file, volume, {}, progress);
}

void writeText(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

std::string name(const std::optional<fs::path>& file) { return file ? file->filename().string() : "none"; }
std::string name(const fs::path& file) { return file.filename().string(); }

std::string reasonOf(const Gathered& gathered, FileRole role) {
  const auto found = std::ranges::find(gathered.chosen, role, &ChosenFile::role);
  return found == gathered.chosen.end() ? "not chosen" : found->reason;
}

std::string leftOutBecause(const Gathered& gathered, const std::string& file) {
  for (const LeftOutFile& left : gathered.leftOut)
    if (left.path.filename() == file) return left.reason;
  return "not left out";
}

const std::string kFsc =
    "data_fsc\n\nloop_\n_rlnResolution #1\n_rlnFourierShellCorrelationCorrected #2\n0.05 1\n0.1 0.8\n0.2 0.1\n";
const std::string kColumns = "0.05 1\n0.1 0.9\n0.2 0.2\n";

std::string postprocess(const std::string& half1, const std::string& half2, const std::string& mask) {
  return "# version 30001\n\ndata_general\n\n_rlnFinalResolution 3.42\n_rlnUnfilteredMapHalf1 " + half1 +
         "\n_rlnUnfilteredMapHalf2 " + half2 + "\n_rlnMaskName " + mask +
         "\n_rlnPostprocessedMap PostProcess/job010/postprocess.mrc\n\n" + kFsc;
}

/// A RELION project with a refinement, a mask and a post-processing job.
class RelionProject {
public:
  RelionProject() {
    const fs::path refine = m_folder / "Refine3D/job008";
    for (const char* file : {"run_class001.mrc", "run_half1_class001_unfil.mrc", "run_half2_class001_unfil.mrc",
                             "run_it024_half1_class001.mrc", "run_it024_half2_class001.mrc",
                             "run_it025_half1_class001.mrc", "run_it025_half2_class001.mrc"})
      writeMap(refine / file);
    writeText(refine / "job.star", "data_job\n_rlnJobType 10\n");
    writeText(refine / "run_model.star",
              "data_model_class_1\nloop_\n_rlnResolution #1\n_rlnGoldStandardFsc #2\n0.05 1\n0.1 0.9\n");
    writeText(refine / "run.out", "text");
    writeMap(m_folder / "MaskCreate/job009/mask.mrc", 8, 1.5, 0.2);
    const fs::path post = job();
    writeMap(post / "postprocess.mrc");
    writeMap(post / "postprocess_masked.mrc");
    writeText(post / "postprocess.star",
              postprocess("Refine3D/job008/run_half1_class001_unfil.mrc:mrc",
                          "Refine3D/job008/run_half2_class001_unfil.mrc", "MaskCreate/job009/mask.mrc"));
    writeText(post / "postprocess_fsc.xml",
              "<fsc><coordinate><x>0.1</x><y>1</y></coordinate>"
              "<coordinate><x>0.2</x><y>0.5</y></coordinate></fsc>");
    writeText(post / "job.star", "data_job\n_rlnJobType 14\n");
    writeText(post / "note.txt", "words");
  }
  fs::path job() const { return m_folder / "PostProcess/job010"; }
  fs::path refine() const { return m_folder / "Refine3D/job008"; }

private:
  TemporaryFolder m_folder;
};

TEST(Gather, PostprocessStarGivesTheWholeSet) {
  const RelionProject project;
  for (const fs::path& from : {project.job() / "postprocess.star", project.job()}) {
    const Gathered found = gather(from, {}, {});
    const OpenRequest& request = found.request;
    EXPECT_EQ(name(request.map), "postprocess.mrc") << from;
    EXPECT_EQ(name(request.half1), "run_half1_class001_unfil.mrc") << from;
    EXPECT_EQ(name(request.half2), "run_half2_class001_unfil.mrc") << from;
    EXPECT_EQ(name(request.mask), "mask.mrc") << from;
    ASSERT_EQ(request.authorCurves.size(), 1U) << from;
    EXPECT_EQ(name(request.authorCurves.front()), "postprocess.star") << from;
    EXPECT_EQ(request.resolution, 3.42) << from;
    EXPECT_EQ(reasonOf(found, FileRole::Half1), "named by postprocess.star (rlnUnfilteredMapHalf1)");
    EXPECT_NO_THROW(openEntry(request));
  }
  const Gathered folder = gather(project.job(), {}, {});
  EXPECT_EQ(folder.source, "RELION job folder");
  EXPECT_EQ(leftOutBecause(folder, "postprocess_masked.mrc"), "named as a map that was masked");
  EXPECT_EQ(leftOutBecause(folder, "postprocess_fsc.xml"), "postprocess.star has the same curve");
}

TEST(Gather, PathsOfAMovedProjectAreLookedForBesideTheStarFile) {
  const TemporaryFolder folder;
  writeText(folder / "postprocess.star", postprocess("/gone/half1_unfil.mrc", "/gone/half2_unfil.mrc", "None"));
  writeMap(folder / "postprocess.mrc");
  const Gathered lone = gather(folder.path(), {}, {});
  EXPECT_EQ(name(lone.request.half1), "none");
  EXPECT_NE(leftOutBecause(lone, "half1_unfil.mrc").find("found neither"), std::string::npos);
  writeMap(folder / "half1_unfil.mrc");
  EXPECT_EQ(leftOutBecause(gather(folder.path(), {}, {}), "half1_unfil.mrc"), "the other half map is missing");
  writeMap(folder / "half2_unfil.mrc");
  EXPECT_EQ(name(gather(folder.path(), {}, {}).request.half2), "half2_unfil.mrc");
  EXPECT_FALSE(gather(folder.path(), {}, {}).request.mask);
}

TEST(Gather, RefinementFolderTakesUnfilteredHalvesOfTheEnd) {
  const RelionProject project;
  const Gathered found = gather(project.refine(), {}, {});
  EXPECT_EQ(name(found.request.map), "run_class001.mrc");
  EXPECT_EQ(name(found.request.half1), "run_half1_class001_unfil.mrc");
  EXPECT_EQ(name(found.request.half2), "run_half2_class001_unfil.mrc");
  ASSERT_EQ(found.request.authorCurves.size(), 1U);
  EXPECT_EQ(name(found.request.authorCurves.front()), "run_model.star");
  EXPECT_EQ(reasonOf(found, FileRole::Half1), "named *half1*, unfiltered");
  EXPECT_EQ(leftOutBecause(found, "run_it024_half1_class001.mrc"), "an earlier iteration");
  EXPECT_EQ(leftOutBecause(found, "run_it025_half1_class001.mrc"), "there are other half maps");
  EXPECT_EQ(leftOutBecause(found, "run.out"), "not left out");  // never looked at
}

/// The files of a cryoSPARC refinement, downloaded or in its folder.
std::vector<fs::path> writeCryosparcJob(const fs::path& folder, const std::string& prefix) {
  std::vector<fs::path> files;
  for (const char* output :
       {"map", "map_sharp", "map_half_A", "map_half_B", "mask_refine", "mask_fsc", "mask_fsc_auto"}) {
    const bool isMask = std::string(output).starts_with("mask");
    for (const char* iteration : {"002", "003"}) {
      files.push_back(folder / (prefix + iteration + "_volume_" + output + ".mrc"));
      writeMap(files.back(), 8, 1.5, isMask ? 0.2 : -1);
    }
  }
  return files;
}

TEST(Gather, CryosparcFolderTakesTheLastIterationAndTheSharpMap) {
  const TemporaryFolder folder;
  writeCryosparcJob(folder.path(), "J42_");
  writeText(folder / "J42_fsc_data.txt", "wave_number fsc_nomask\n1 1\n2 0.9\n3 0.1\n");
  writeText(folder / "job.json", "{}");
  writeText(folder / "J42_003_particles.cs", npyFile({{"uid", 1.0F}, {"blob/path", std::string("x.mrc")}}));
  const Gathered found = gather(folder.path(), {}, {});
  EXPECT_EQ(found.source, "cryoSPARC job folder");
  EXPECT_EQ(name(found.request.map), "J42_003_volume_map_sharp.mrc");
  EXPECT_EQ(name(found.request.half1), "J42_003_volume_map_half_A.mrc");
  EXPECT_EQ(name(found.request.half2), "J42_003_volume_map_half_B.mrc");
  EXPECT_EQ(name(found.request.mask), "J42_003_volume_mask_fsc_auto.mrc");
  ASSERT_EQ(found.request.authorCurves.size(), 1U);
  EXPECT_EQ(leftOutBecause(found, "J42_002_volume_map.mrc"), "an earlier iteration");
  EXPECT_EQ(leftOutBecause(found, "J42_003_volume_map.mrc"), "there is another map");
  EXPECT_EQ(leftOutBecause(found, "J42_003_volume_mask_fsc.mrc"), "there is another mask");
  EXPECT_EQ(leftOutBecause(found, "job.json"), "not the metadata of an entry");
}

TEST(Gather, FiveDroppedFilesOfACryosparcJobFindTheirRoles) {
  const TemporaryFolder folder;
  writeCryosparcJob(folder.path(), "cryosparc_P1_J42_");
  const auto file = [&](const char* output) {
    return folder / ("cryosparc_P1_J42_003_volume_" + std::string(output) + ".mrc");
  };
  std::vector<fs::path> dropped{file("mask_fsc_auto"), file("map_half_B"), file("map"), file("map_half_A"),
                                file("map_sharp")};
  do {
    const OpenRequest request = gatherFiles(dropped, {}, {}).request;
    ASSERT_EQ(request.map, file("map_sharp"));
    ASSERT_EQ(request.half1, file("map_half_A"));
    ASSERT_EQ(request.half2, file("map_half_B"));
    ASSERT_EQ(request.mask, file("mask_fsc_auto"));
  } while (std::next_permutation(dropped.begin(), dropped.end()));
}

TEST(Gather, CryosparcFileNamesTheSetAndTheVoxelSize) {
  const TemporaryFolder folder;
  const fs::path job = folder / "P3/J7";
  for (const char* file : {"m.mrc", "s.mrc", "a.mrc", "b.mrc", "k.mrc"}) writeMap(job / file, 8, 1.0);
  const auto path = [](const std::string& file) { return NpyCell(">P3/J7/" + file + std::string(9, '\0')); };
  writeText(job / "volume.cs", npyFile({{"map/path", path("m.mrc")},
                                        {"map/psize", 1.31F},
                                        {"map_sharp/path", path("s.mrc")},
                                        {"map_half_A/path", path("a.mrc")},
                                        {"map_half_B/path", path("b.mrc")},
                                        {"mask_fsc/path", path("gone.mrc")},
                                        {"mask_refine/path", path("k.mrc")}},
                                       2));
  const Gathered found = gather(job / "volume.cs", {}, {});
  EXPECT_EQ(name(found.request.map), "s.mrc");
  EXPECT_EQ(name(found.request.half1), "a.mrc");
  EXPECT_EQ(name(found.request.half2), "b.mrc");
  EXPECT_EQ(name(found.request.mask), "k.mrc");  // the better one is gone
  EXPECT_NE(leftOutBecause(found, "gone.mrc"), "not left out");
  ASSERT_TRUE(found.request.hints.voxelSize);
  EXPECT_NEAR((*found.request.hints.voxelSize)[0], 1.31, 1e-6);
  EXPECT_EQ(found.notes.size(), 2U);  // voxel size; the first of two volumes
  OpenRequest given;
  given.hints.voxelSize = Vector3{2, 2, 2};
  EXPECT_EQ(gather(job / "volume.cs", given, {}).request.hints.voxelSize, given.hints.voxelSize);
}

TEST(Gather, EntryFolderOfTheArchiveFillsEveryRole) {
  const TemporaryFolder folder;
  const fs::path entry = folder / "EMD-1234";
  writeMap(entry / "other/emd_1234_half_map_1.map");
  writeMap(entry / "other/emd_1234_half_map_2.map");
  writeMap(entry / "other/emd_1234_additional_1.map");
  writeMap(entry / "masks/emd_1234_msk_1.map", 8, 1.5, 0.3);
  writeMap(folder / "plain.map");
  std::ifstream plain(folder / "plain.map", std::ios::binary);
  writeText(entry / "map/emd_1234.map.gz", test::gzipped(std::string(std::istreambuf_iterator<char>(plain), {})));
  writeText(entry / "fsc/emd_1234_fsc.xml",
            "<fsc title=\"a\"><coordinate><x>0.1</x><y>1</y></coordinate>"
            "<coordinate><x>0.2</x><y>0.5</y></coordinate></fsc>");
  writeText(entry / "header/emd-1234.xml", "<emd emdb_id=\"EMD-1234\"><admin><title>old</title></admin></emd>");
  writeText(entry / "header/emd-1234-v30.xml",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><emd emdb_id=\"EMD-1234\" version=\"3.0.1.0\"><admin>"
            "<title>A &lt;test&gt; entry</title><authors_list><author ORCID=\"0\">One A</author><author>Two B</author>"
            "</authors_list><key_dates><deposition>2020-01-02</deposition></key_dates></admin>"
            "<structure_determination_list><structure_determination><singleparticle_processing>"
            "<final_reconstruction><resolution units=\"A\" res_type=\"BY AUTHOR\">3.1</resolution>"
            "</final_reconstruction></singleparticle_processing></structure_determination>"
            "</structure_determination_list><map><pixel_spacing><x>1.5</x><y>1.5</y><z>1.5</z></pixel_spacing>"
            "<contour_list><contour primary=\"false\"><level>1</level></contour><contour primary=\"true\">"
            "<level>0.25</level><source>AUTHOR</source></contour></contour_list></map>"
            "<interpretation><half_map_list><half_map><pixel_spacing><x>9</x></pixel_spacing></half_map>"
            "</half_map_list></interpretation></emd>");
  writeText(entry / "images/emd_1234.png", "png");
  const Gathered found = gather(entry, {}, {});
  EXPECT_EQ(found.source, "folder of an EMDB entry");
  EXPECT_EQ(name(found.request.map), "emd_1234.map.gz");
  EXPECT_EQ(name(found.request.half1), "emd_1234_half_map_1.map");
  EXPECT_EQ(name(found.request.mask), "emd_1234_msk_1.map");
  EXPECT_EQ(name(found.request.entry), "emd-1234-v30.xml");
  EXPECT_EQ(found.request.authorCurves.size(), 1U);
  EXPECT_EQ(leftOutBecause(found, "emd_1234_additional_1.map"), "named as a map of something else");
  const Inputs inputs = openEntry(found.request).inputs;
  ASSERT_TRUE(inputs.entry);
  EXPECT_EQ(inputs.entry->title, "A <test> entry");
  EXPECT_EQ(inputs.entry->authors, "One A, Two B");
  EXPECT_EQ(inputs.entry->date, "2020-01-02");
  EXPECT_EQ(inputs.resolution, 3.1);
  EXPECT_EQ(inputs.threshold, 0.25);
  EXPECT_EQ(inputs.map.info.grid.voxelSize[0], 1.5);
}

TEST(Gather, TheMapHasTheBoxOfTheHalfMaps) {
  const TemporaryFolder folder;
  writeMap(folder / "a_sharp.mrc", 10);
  writeMap(folder / "b.mrc", 8);
  writeMap(folder / "c.mrc", 8, 3.0);
  writeMap(folder / "x_half1.mrc", 8);
  writeMap(folder / "x_half2.mrc", 8);
  writeMap(folder / "mask.mrc", 10, 1.5, 0.2);
  const Gathered found = gather(folder.path(), {}, {});
  EXPECT_EQ(name(found.request.map), "b.mrc");
  EXPECT_EQ(reasonOf(found, FileRole::Map), "the remaining map, box as the half maps");
  EXPECT_EQ(leftOutBecause(found, "a_sharp.mrc"), "its box, 10 x 10 x 10, is not that of the half maps");
  EXPECT_NE(leftOutBecause(found, "c.mrc"), "not left out");
  EXPECT_FALSE(found.request.mask);
  EXPECT_EQ(leftOutBecause(found, "mask.mrc"), "its box, 10 x 10 x 10, is not the map's");
  OpenRequest given;
  given.map = folder / "a_sharp.mrc";
  const Gathered own = gather(folder.path(), given, {});
  EXPECT_EQ(own.request.map, given.map);
  EXPECT_EQ(name(own.request.mask), "mask.mrc");
}

TEST(Gather, MetadataBelongsToTheMapOfItsName) {
  const TemporaryFolder folder;
  const auto entry = [](const std::string& id, const std::string& voxel) {
    std::string json = "{\"emdb_id\": \"";
    json.append(id).append("\", \"map\": {\"pixel_spacing\": {\"x\": ").append(voxel).append(", \"y\": ");
    return json.append(voxel).append(", \"z\": ").append(voxel).append("}}}");
  };
  writeMap(folder / "mine.mrc");
  writeText(folder / "a.json", entry("EMD-1", "1.5"));
  writeText(folder / "b.json", entry("EMD-2", "2.5"));
  EXPECT_EQ(name(gather(folder.path(), {}, {}).request.entry), "a.json");
  writeText(folder / "mine.json", entry("EMD-3", "3.5"));  // its name says so, whatever the header says
  const Gathered found = gather(folder.path(), {}, {});
  EXPECT_EQ(name(found.request.entry), "mine.json");
  EXPECT_EQ(reasonOf(found, FileRole::Entry), "metadata of EMD-3");
  fs::remove(folder / "a.json");
  fs::remove(folder / "mine.json");
  EXPECT_EQ(leftOutBecause(gather(folder.path(), {}, {}), "b.json"), "metadata of a map with another voxel size");
}

TEST(Gather, AMaskWithoutTheWordIsToldByItsValues) {
  const TemporaryFolder folder;
  writeMap(folder / "a.mrc", 16, 1.5, 0.4);
  writeMap(folder / "b.mrc", 16);
  const Gathered found = gather(folder.path(), {}, {});
  EXPECT_EQ(name(found.request.map), "b.mrc");
  EXPECT_EQ(name(found.request.mask), "a.mrc");
  writeMap(folder / "a.mrc", 16, 1.5, 0.6);  // fewer zeros than half
  EXPECT_EQ(name(gather(folder.path(), {}, {}).request.map), "a.mrc");
  EXPECT_FALSE(gather(folder.path(), {}, {}).request.mask);
  // Alone it is what is to be looked at.
  EXPECT_EQ(name(gatherFiles({folder / "a.mrc"}, {}, {}).request.map), "a.mrc");
}

TEST(Gather, CompanionsAloneAreForTheMapThatIsOpen) {
  const TemporaryFolder folder;
  writeMap(folder / "x_even.mrc");
  writeMap(folder / "x_odd.mrc");
  const Gathered halves = gatherFiles({folder / "x_odd.mrc", folder / "x_even.mrc"}, {}, {});
  EXPECT_TRUE(halves.request.map.empty());
  EXPECT_EQ(name(halves.request.half1), "x_even.mrc");
  EXPECT_EQ(name(gatherFiles({folder / "x_odd.mrc"}, {}, {}).request.half2), "x_odd.mrc");
  writeText(folder / "curve.txt", kColumns);
  writeText(folder / "words.txt", "nothing of the kind");
  const Gathered texts = gatherFiles({folder / "curve.txt", folder / "words.txt"}, {}, {});
  EXPECT_EQ(texts.request.authorCurves.size(), 1U);
  EXPECT_EQ(leftOutBecause(texts, "words.txt"), "no FSC curve in it");
  writeMap(folder / "map.mrc");
  const Gathered lone = gatherFiles({folder / "map.mrc", folder / "x_odd.mrc"}, {}, {});
  EXPECT_FALSE(lone.request.half2);
  EXPECT_EQ(leftOutBecause(lone, "x_odd.mrc"), "the other half map is missing");
}

TEST(Gather, SaysWhatItCannotUse) {
  const TemporaryFolder folder;
  const auto refusal = [](const fs::path& from) -> std::string {
    try {
      gather(from, {}, {});
    } catch (const InputError& error) {
      return error.what();
    }
    return "accepted";
  };
  EXPECT_NE(refusal(folder / "absent").find("no such file or folder"), std::string::npos);
  EXPECT_NE(refusal(folder.path()).find("no map was found"), std::string::npos);
  writeText(folder / "words.txt", "words");
  EXPECT_NE(refusal(folder / "words.txt").find("give a folder"), std::string::npos);
  writeText(folder / "bad.cs", "not numpy");
  EXPECT_NE(refusal(folder / "bad.cs").find("no NumPy file"), std::string::npos);
  writeText(folder / "particles.cs", npyFile({{"blob/path", std::string("x.mrc")}}));
  EXPECT_NE(refusal(folder / "particles.cs").find("not of particles"), std::string::npos);
  writeText(folder / "postprocess.star", kFsc);
  EXPECT_NE(refusal(folder / "postprocess.star").find("names no maps"), std::string::npos);
}

TEST(Gather, WhatWasGivenStays) {
  const RelionProject project;
  OpenRequest given;
  given.mask = "/elsewhere/mask.mrc";
  given.resolution = 5;
  const Gathered found = gather(project.job(), given, {});
  EXPECT_EQ(found.request.mask, given.mask);
  EXPECT_EQ(found.request.resolution, 5);
  EXPECT_EQ(leftOutBecause(found, "mask.mrc"), "there is another mask");
}

TEST(Gather, StopsWhenAsked) {
  const RelionProject project;
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(gather(project.refine(), {}, Progress(nullptr, stop.get_token())), Cancelled);
}

TEST(RolesByName, KnowsTheNamesOfManyPrograms) {
  const auto roles = [](const char* file) {
    const OpenRequest request = rolesByName({file});
    return request.half1                   ? "half 1"
           : request.half2                 ? "half 2"
           : request.mask                  ? "mask"
           : request.model                 ? "model"
           : request.entry                 ? "entry"
           : !request.authorCurves.empty() ? "curves"
           : !request.map.empty()          ? "map"
                                           : "nothing";
  };
  const std::pair<const char*, const char*> kNames[] = {{"run_half1_class001_unfil.mrc", "half 1"},
                                                        {"run_half2_class001_unfil.mrc", "half 2"},
                                                        {"emd_1234_half_map_1.map.gz", "half 1"},
                                                        {"J12_map_half_B.mrc", "half 2"},
                                                        {"HalfMap2.MRC", "half 2"},
                                                        {"threed_even.mrc", "half 1"},
                                                        {"x_odd.mrc.bz2", "half 2"},
                                                        {"half-map-a.map", "half 1"},
                                                        {"half_average.mrc", "map"},
                                                        {"half_map_12.mrc", "map"},
                                                        {"evening.mrc", "map"},
                                                        {"mask.mrc", "mask"},
                                                        {"emd_1234_msk_1.map", "mask"},
                                                        {"J1_003_volume_mask_fsc.mrc", "mask"},
                                                        {"postprocess_masked.mrc", "map"},
                                                        {"model.cif.gz", "model"},
                                                        {"fit.pdb", "model"},
                                                        {"emd_1_fsc.xml", "curves"},
                                                        {"postprocess.star", "curves"},
                                                        {"emd_6824.json", "entry"},
                                                        {"anything", "map"},
                                                        {"picture.png", "nothing"},
                                                        {"particles.mrcs", "nothing"}};
  for (const auto& [file, role] : kNames) EXPECT_STREQ(roles(file), role) << file;
}

}  // namespace
}  // namespace vitrine
